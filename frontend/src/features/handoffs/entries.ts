import type { Card, Entry, Handoff, Room } from "@/api/types";
import { isAnswerableBy } from "@/features/handoffs/answerable";
import type { EntryTypes } from "@/realtime/apply";

/** The room holds open hand-offs only. */
function putHandoff(room: Room, entry: Entry): Room {
  const handoff = entry.data.handoff as Handoff;
  return { ...room, handoffs: put(room.handoffs, handoff, handoff.status === "offered") };
}

/** The inbox holds what waits for the answer of the person whose stream this is. */
function putCard(cards: Card[], entry: Entry): Card[] {
  const { handoff, node, deal, account } = entry.data as unknown as Card;
  const card = { handoff, node, deal, account };
  const me = Number(entry.stream.split(":")[1]);
  const waitsForMe = isAnswerableBy(card.handoff, me);
  const others = cards.filter((each) => each.handoff.id !== card.handoff.id);
  if (!waitsForMe) return others.length === cards.length ? cards : others;
  if (others.length === cards.length) return [...cards, card].toSorted(bySending);
  return cards.map((each) => (each.handoff.id === card.handoff.id ? card : each));
}

function put(handoffs: Handoff[], handoff: Handoff, isOpen: boolean): Handoff[] {
  const isKnown = handoffs.some(({ id }) => id === handoff.id);
  if (!isOpen) return isKnown ? handoffs.filter(({ id }) => id !== handoff.id) : handoffs;
  return isKnown ? handoffs.map((each) => (each.id === handoff.id ? handoff : each)) : [...handoffs, handoff];
}

function bySending(a: Card, b: Card): number {
  return a.handoff.id - b.handoff.id;
}

export const handoffEntries = {
  "handoff.offered": { room: putHandoff, inbox: putCard },
  "handoff.accepted": { room: putHandoff, inbox: putCard },
  "handoff.returned": { room: putHandoff, inbox: putCard },
  "handoff.withdrawn": { room: putHandoff, inbox: putCard },
  "handoff.readdressed": { room: putHandoff, inbox: putCard },
  "handoff.seen": { room: putHandoff, inbox: putCard },
  "handoff.snoozed": { room: putHandoff, inbox: putCard },
  "handoff.nudged": { room: putHandoff, inbox: putCard },
  "handoff.reminded": { room: putHandoff, inbox: putCard },
  "handoff.escalated": { room: putHandoff, inbox: putCard },
  "handoff.covered": { room: putHandoff, inbox: putCard },
  // The return itself has changed what is open: this one only tells how often it was.
  "handoff.looped": { room: (room) => room, inbox: (cards) => cards },
} satisfies EntryTypes;
