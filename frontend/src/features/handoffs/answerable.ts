import type { Handoff, Receipt } from "@/api/types";

/** The receipt that a person answers now: their own first, else one for which they stand in. */
export function receiptFor(handoff: Handoff, personId: number): Receipt | null {
  const waiting = handoff.receipts.filter(({ status }) => status === "offered");
  const own = waiting.find(({ receiver_id }) => receiver_id === personId);
  return own ?? waiting.find(({ stand_ins }) => stand_ins.some(({ person_id }) => person_id === personId)) ?? null;
}

export function isAnswerableBy(handoff: Handoff, personId: number): boolean {
  return receiptFor(handoff, personId) !== null;
}
