import type { Node } from "@/api/types";
import { daysSince } from "@/lib/time";

export interface Pace {
  /** The day of work a running node is in, counted from one. */
  daysHere: number | null;
  /** Days past the planned finish of an open node; zero while it is in time. */
  daysOver: number;
}

/** Tells how long a node runs and how far it is over its plan. */
export function paceOf(node: Node, now = new Date()): Pace {
  const isRunning = node.status === "active" || node.status === "offered";
  const isOpen = isRunning || node.status === "waiting";
  const over = isOpen ? Math.max(0, daysSince(node.planned_finish_on, now)) : 0;
  return { daysHere: isRunning && node.started_at ? daysSince(node.started_at, now) + 1 : null, daysOver: over };
}
