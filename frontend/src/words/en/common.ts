import type { SameKeys } from "@/lib/words";
import type { common as source } from "@/words/zh/common";

export const common: SameKeys<typeof source> = {
  save: "Save",
  cancel: "Cancel",
  close: "Close",
  retry: "Try again",
  undo: "Undo",
  add: "Add",
  edit: "Edit",
  remove: "Remove",
  search: "Search",
  more: "More",
  all: "All",
  loading: "Loading…",
  optional: "{label} (optional)",
  none: "None",
  nobody: "Nobody",
  vacant: "Vacant",
  unknown_person: "Unknown person",
  reason: "Reason",
  person: "Person",
  show_more: "Show more",
};
