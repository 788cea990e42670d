import type { Handoff, ReasonCode } from "@/api/types";

export interface Loop {
  count: number;
  /** How often each reason was given, the most frequent first. */
  reasons: { code: ReasonCode; count: number }[];
}

/** How often the hand-offs of one node came back, and why. */
export function loopOf(handoffs: readonly Handoff[]): Loop {
  const returned = handoffs.flatMap(({ receipts }) => receipts.filter(({ status }) => status === "returned"));
  const counts = new Map<ReasonCode, number>();
  for (const { reason_code: code } of returned) if (code) counts.set(code, (counts.get(code) ?? 0) + 1);
  const reasons = [...counts].map(([code, count]) => ({ code, count })).toSorted((a, b) => b.count - a.count);
  return { count: returned.length, reasons };
}
