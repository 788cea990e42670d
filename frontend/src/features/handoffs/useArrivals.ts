import { useEffect, useMemo, useState } from "react";
import { useMe } from "@/api/session";
import type { Card } from "@/api/types";

/** Tells which cards arrived since this tab first read the inbox; a reload of the tab keeps them. */
export function useArrivals(cards: Card[] | undefined) {
  const { id } = useMe();
  const place = `triangle.known-handoffs.${id}`;
  const [known, setKnown] = useState<ReadonlySet<number> | null>(() => read(place));
  if (known === null && cards) setKnown(new Set(cards.map(({ handoff }) => handoff.id)));
  useEffect(() => {
    if (known) write(place, known);
  }, [place, known]);
  const arrived = useMemo(
    () => (known && cards ? cards.filter(({ handoff }) => !known.has(handoff.id)) : []),
    [known, cards],
  );
  const dismiss = (handoffId: number) => setKnown(new Set([...(known ?? []), handoffId]));
  return { arrived, dismiss };
}

function read(place: string): ReadonlySet<number> | null {
  try {
    const text = sessionStorage.getItem(place);
    return text ? new Set(JSON.parse(text) as number[]) : null;
  } catch {
    return null;
  }
}

function write(place: string, known: ReadonlySet<number>): void {
  try {
    sessionStorage.setItem(place, JSON.stringify([...known]));
  } catch {
    // Without storage the toasts last as long as the page.
  }
}
