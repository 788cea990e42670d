import type { SameKeys } from "@/lib/words";
import type { keys as source } from "@/words/zh/keys";

export const keys: SameKeys<typeof source> = {
  title: "Keyboard shortcuts",
  off: "Single keys are switched off in your profile; those with a modifier still work.",
  anywhere: "On every page",
  go: "Go to",
  handoffs: "Inbox and hand-offs",
  palette: "Search and commands",
  search: "Search",
  sheet: "This sheet",
  toast: "To the hand-off toasts",
  close: "Close",
  move: "Next, previous",
  open: "Unfold",
  accept: "Accept",
  return: "Return",
  offer: "Hand off",
  pick: "Pick, to accept together",
};
