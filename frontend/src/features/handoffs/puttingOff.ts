import type { Handoff } from "@/api/types";
import { choices, ownReceipt } from "@/features/handoffs/snooze";

/** Why a hand-off cannot be put off until a moment, or null. */
export function whyNot(handoff: Handoff, until: string, me: number): "after_due" | "not_mine" | null {
  if (!ownReceipt(handoff, me)) return "not_mine";
  return new Date(until).getTime() > new Date(handoff.due_at).getTime() ? "after_due" : null;
}

/** The moments until which at least one of several may be put off. */
export function choicesOfSome(handoffs: Handoff[], now: number, me: number): string[] {
  const dues = handoffs.filter((handoff) => ownReceipt(handoff, me)).map(({ due_at }) => due_at);
  const last = dues.toSorted((a, b) => new Date(b).getTime() - new Date(a).getTime())[0];
  return last === undefined ? [] : choices(now, last);
}
