import type { SameKeys } from "@/lib/words";
import type { responsibilities as source } from "@/words/zh/responsibilities";

export const responsibilities: SameKeys<typeof source> = {
  duty_R: "Responsible",
  duty_A: "Accountable",
  duty_C: "Consulted",
  duty_I: "Informed",
  raci: "RACI",
  chip: "{person}: {duties}",
  as_of: "As of",
  as_of_now: "Now",
  as_of_title: "Responsibilities as of {at}",
  now_title: "Responsibilities now",
  past: "You are looking at the past; it is read-only.",
  node: "Node",
  empty: "No responsibilities at this moment",
  changed: "differs from now",
};
