import type { Card } from "@/api/types";
import { isSnoozed } from "@/features/handoffs/snooze";

export type DueGroup = "overdue" | "due_today" | "later";

/** Sorts cards into what is overdue, due today, and later, what I put off among it; inside a group the earliest first. */
export function dueGroups(cards: Card[], now: number, me: number): [DueGroup, Card[]][] {
  const midnight = new Date(now);
  midnight.setHours(24, 0, 0, 0);
  const groups: Record<DueGroup, Card[]> = { overdue: [], due_today: [], later: [] };
  const byDue = cards.toSorted((a, b) => due(a) - due(b) || a.handoff.id - b.handoff.id);
  for (const card of byDue)
    groups[isPutOff(card, now, me) ? "later" : groupOf(due(card), now, midnight.getTime())].push(card);
  return (Object.entries(groups) as [DueGroup, Card[]][]).filter(([, members]) => members.length > 0);
}

/** The first `most` cards of all groups, each group with how many of it wait; groups that come later are left out. */
export function firstOf(groups: [DueGroup, Card[]][], most: number, waits: (card: Card) => boolean): [DueGroup, Card[], number][] {
  let left = most;
  const begun: [DueGroup, Card[], number][] = [];
  for (const [group, members] of groups) {
    if (left <= 0) break;
    begun.push([group, members.slice(0, left), members.filter(waits).length]);
    left -= members.length;
  }
  return begun;
}

function isPutOff({ handoff }: Card, now: number, me: number): boolean {
  return handoff.receipts.some(({ receiver_id, snoozed_until }) => receiver_id === me && isSnoozed(snoozed_until, now));
}

function due({ handoff }: Card): number {
  return handoff.due_at ? new Date(handoff.due_at).getTime() : Number.MAX_SAFE_INTEGER;
}

function groupOf(at: number, now: number, midnight: number): DueGroup {
  if (at < now) return "overdue";
  return at < midnight ? "due_today" : "later";
}
