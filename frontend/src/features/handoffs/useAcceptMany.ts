import { useEffect, useRef, useState } from "react";
import type { ApiError } from "@/api/problem";
import type { Card } from "@/api/types";
import { useAccept } from "@/features/handoffs/api";
import { say } from "@/ui/notice";
import { useWords } from "@/ui/useWords";

/** One of several hand-offs that are accepted: whether it is by now, and why not. */
export interface Outcome {
  card: Card;
  state: "waiting" | "accepted" | "refused";
  error: ApiError | null;
}

const idOf = ({ handoff }: Card) => handoff.id;

/**
 * Accepts hand-offs one after the other, each by itself: what is refused keeps none of the others from being accepted,
 * and those that are picked meanwhile come after them, in the same table.
 */
export function useAcceptMany() {
  const { t } = useWords();
  const accepting = useAccept();
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);
  const [isShown, setShown] = useState(false);
  const queue = useRef<Card[]>([]);
  const isWatched = useRef(false);
  const watch = (isOn: boolean) => {
    isWatched.current = isOn;
    setShown(isOn);
  };
  useEffect(() => () => void (isWatched.current = false), []);
  const work = async () => {
    let refused = 0;
    for (let card = queue.current[0]; card; card = queue.current[0]) {
      const { handoff } = card;
      // One after the other: whoever looks on sees how far it is.
      // oxlint-disable-next-line no-await-in-loop
      const error = await accepting.settle({ handoff });
      queue.current.shift();
      if (error) refused += 1;
      const state = error ? "refused" : "accepted";
      setOutcomes((before) => before.map((each) => (idOf(each.card) === handoff.id ? { ...each, state, error } : each)));
    }
    // Whoever closed the table, or left the page, hears of what did not work nevertheless.
    if (refused > 0 && !isWatched.current) say(t("handoffs.not_accepted", { n: refused }), { tone: "bad" });
  };
  return {
    outcomes: isShown ? outcomes : null,
    isRetrying: accepting.isRetrying,
    accept: (cards: Card[]) => {
      const isRunning = queue.current.length > 0;
      const asked = new Set(queue.current.map(idOf));
      const more = cards.filter((card) => !asked.has(idOf(card)));
      const again = new Set(more.map(idOf));
      if (cards.length > 0) watch(true);
      if (more.length === 0) return;
      const waiting = more.map((card): Outcome => ({ card, state: "waiting", error: null }));
      setOutcomes((before) => [...(isRunning ? before.filter(({ card }) => !again.has(idOf(card))) : []), ...waiting]);
      queue.current.push(...more);
      if (!isRunning) void work();
    },
    close: () => watch(false),
  };
}
