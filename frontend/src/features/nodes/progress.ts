import type { Stage } from "@/api/types";

export interface Progress {
  done: number;
  all: number;
  state: "waiting" | "running" | "done";
}

/** How far a stage is: skipped nodes need nothing more, so they count as done. */
export function progressOf({ nodes }: Stage): Progress {
  const done = nodes.filter(({ status }) => status === "done" || status === "skipped").length;
  const hasBegun = nodes.some(({ status }) => status !== "waiting");
  const state = done === nodes.length && done > 0 ? "done" : hasBegun ? "running" : "waiting";
  return { done, all: nodes.length, state };
}
