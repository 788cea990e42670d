import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import type { Card, Handoff } from "@/api/types";
import { dealPromises } from "@/features/promises/api";

/** Tells whether a hand-off may come with promises: a briefing waits for whatever was promised meanwhile, too. */
export function bringsPromises({ kind, package: { promises } }: Pick<Handoff, "kind" | "package">): boolean {
  return kind === "briefing" || (promises ?? []).length > 0;
}

/** Reads the promises of all cards at once, and tells whether those of the first cards are there. */
export function useHandedPromises(cards: Card[] | undefined): boolean {
  const deals = new Set(cards?.filter(({ handoff }) => bringsPromises(handoff)).map(({ handoff }) => handoff.deal_id));
  const isWaiting = useQueries({
    queries: [...deals].map(dealPromises),
    combine: (all) => all.some(({ isPending }) => isPending),
  });
  const [wereThere, setWereThere] = useState(false);
  // A card that arrives later fetches its own: the others stay.
  if (!wereThere && cards && !isWaiting) setWereThere(true);
  return wereThere || !isWaiting;
}
