import { useState } from "react";
import { useLocation } from "react-router";
import { userStream } from "@/api/keys";
import { useMe } from "@/api/session";
import type { Card, Entry, Receipt } from "@/api/types";
import { receiptFor } from "@/features/handoffs/answerable";
import { useRecent } from "@/realtime/useRecent";

/** A hand-off that waited for me until somebody else answered it, or took it back: its card as it is now, and that answer. */
export interface Taken {
  card: Card;
  receipt: Receipt;
}

interface Visit {
  key: string;
  cards: readonly Card[];
  taken: readonly Taken[];
  /** Those that went last, all at once. */
  latest: readonly Taken[];
}

/** A list that is left open overnight keeps the last ones only. */
const MOST = 30;
const NONE: readonly Taken[] = [];
const idOf = ({ handoff }: Card) => handoff.id;

/**
 * What others took out of a list while I look at it, as their entries tell it: it need not vanish under my pointer.
 * Going to the list anew forgets it. What I answered myself, wherever that was, is not among it.
 */
export function useTaken(cards: readonly Card[]): Pick<Visit, "taken" | "latest"> {
  const me = useMe().id;
  // An entry is among the news before whoever reads the cache is told of it: a card never leaves unexplained.
  const news = useRecent(userStream(me));
  const { key } = useLocation();
  const [visit, setVisit] = useState<Visit>({ key, cards, taken: NONE, latest: NONE });
  if (visit.key !== key) setVisit({ key, cards, taken: NONE, latest: NONE });
  else if (visit.cards !== cards) setVisit(goOn(visit, cards, (card) => takenFrom(card, news, me)));
  return visit;
}

function goOn(visit: Visit, cards: readonly Card[], taken: (card: Card) => Taken | null): Visit {
  const here = new Set(cards.map(idOf));
  const gone = visit.cards.filter((card) => !here.has(idOf(card)));
  const latest = gone.map(taken).filter((each) => each !== null);
  // What waits for me again is a card like any other.
  const kept = visit.taken.filter(({ card }) => !here.has(idOf(card)));
  return { key: visit.key, cards, taken: [...kept, ...latest].slice(-MOST), latest: latest.length > 0 ? latest : visit.latest };
}

/** How somebody else took a card from me; null where I did it myself, or no answer is the reason that it left. */
function takenFrom({ handoff }: Card, news: readonly Entry[], me: number): Taken | null {
  const mine = receiptFor(handoff, me);
  const entry = news.findLast(({ type, data }) => type.startsWith("handoff.") && (data as unknown as Card).handoff?.id === handoff.id);
  if (!mine || !entry) return null;
  const card = entry.data as unknown as Card;
  const receipt = card.handoff.receipts.find(({ id }) => id === mine.id);
  if (!receipt || receipt.status === "offered" || receipt.answered_by === me) return null;
  return { card, receipt };
}
