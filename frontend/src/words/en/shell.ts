import type { SameKeys } from "@/lib/words";
import type { shell as source } from "@/words/zh/shell";

export const shell: SameKeys<typeof source> = {
  product: "Triangle",
  inbox: "Inbox",
  accounts: "Accounts",
  deals: "Deals",
  matrix: "Matrix",
  main_navigation: "Main navigation",
  skip_to_content: "Skip to content",
  waiting_count: "{n} {n|waits|wait} for my answer",
  account_menu: "Menu of {name}",
  language: "Language",
  appearance: "Appearance",
  scheme_light: "Light",
  scheme_dark: "Dark",
  scheme_auto: "Auto",
  sign_out: "Sign out",
  offline: "The connection is down. You can keep reading; answers to hand-offs wait until it is back.",
  offline_since: "What you see is from {time}",
  offline_reason: "Hand-offs cannot be answered while the connection is down",
  page_failed: "This page failed",
  not_found_title: "There is no such page",
  not_found_text: "The link may be out of date, or you may not be allowed to see it.",
  to_inbox: "Go to the inbox",
  code: "Code: {code}",
  page_title: "{page} · Triangle",
};
