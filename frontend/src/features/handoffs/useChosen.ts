import { useCallback, useEffect, useRef, useState } from "react";

/**
 * Which card of a list the keys speak of: the first, until one is chosen. Moving passes over those that wait no more; one
 * that was chosen before it was taken stays so, that a key which was meant for it answers no other.
 */
export function useChosen(order: readonly number[], waits: (id: number) => boolean) {
  const [chosen, setChosen] = useState<{ id: number; place: number } | null>(null);
  const index = chosen === null ? 0 : placeOf(order, chosen, waits);
  const places = useRef(order);
  useEffect(() => {
    places.current = order;
  }, [order]);
  // The same each time: a card that is seen, or chosen, draws no other anew.
  const choose = useCallback((id: number) => setChosen({ id, place: places.current.indexOf(id) }), []);
  const move = (step: 1 | -1) => {
    const next = order[search(order, index + step, step, waits) ?? index];
    if (next === undefined) return;
    choose(next);
    document.querySelector<HTMLElement>(`li[data-handoff="${next}"]`)?.focus();
  };
  return { index, current: order[index] ?? null, choose, move };
}

/** Where the chosen one is; a card that has left gives way to the one in its place. */
function placeOf(order: readonly number[], { id, place }: { id: number; place: number }, waits: (id: number) => boolean): number {
  const here = order.indexOf(id);
  if (here !== -1) return here;
  const last = order.length - 1;
  return search(order, place, 1, waits) ?? search(order, Math.min(place, last), -1, waits) ?? Math.min(place, last);
}

/** The first place from here on, in one direction, where something waits. */
function search(order: readonly number[], from: number, step: 1 | -1, waits: (id: number) => boolean): number | null {
  for (let at = from; at >= 0 && at < order.length; at += step) if (waits(order[at] as number)) return at;
  return null;
}
