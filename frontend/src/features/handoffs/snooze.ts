import type { Handoff, Receipt } from "@/api/types";

const HOUR = 3_600_000;

/** The moments until which something may be put off: in one and four hours, tomorrow at nine; none after it is due. */
export function choices(now: number, dueAt: string): string[] {
  const tomorrow = new Date(now);
  tomorrow.setDate(tomorrow.getDate() + 1);
  tomorrow.setHours(9, 0, 0, 0);
  const due = new Date(dueAt).getTime();
  const moments = [now + HOUR, now + 4 * HOUR, tomorrow.getTime()];
  return moments.filter((at) => at <= due).map((at) => new Date(at).toISOString());
}

/** Whether a receipt is put off now. */
export function isSnoozed(until: string | null, now: number): boolean {
  return until !== null && new Date(until).getTime() > now;
}

/** A person's own receipt, as long as it waits: whoever stands in for others puts nothing of theirs off. */
export function ownReceipt({ receipts }: Handoff, me: number): Receipt | undefined {
  return receipts.find(({ receiver_id, status }) => receiver_id === me && status === "offered");
}

/** Until when a person has put a hand-off off; null when it waits now. */
export function snoozedUntil(handoff: Handoff, now: number, me: number): string | null {
  const until = ownReceipt(handoff, me)?.snoozed_until ?? null;
  return isSnoozed(until, now) ? until : null;
}
