import type { SameKeys } from "@/lib/words";
import type { palette as source } from "@/words/zh/palette";

export const palette: SameKeys<typeof source> = {
  title: "Search and commands",
  hint: "Search, or type a command",
  help: "↑ ↓ choose, Enter opens",
  looking: "Looking…",
  nothing: "Nothing found for “{q}”",
  group_recent: "Recent",
  group_pages: "Pages",
  group_actions: "Actions",
  group_account: "Accounts",
  group_deal: "Deals",
  group_person: "People",
  group_node: "Nodes",
  group_note: "Notes",
  scheme: "Appearance: {scheme}",
  speak: "Switch to {language}",
  keys: "Keyboard shortcuts",
};
