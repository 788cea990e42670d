/** What is picked after one was ticked, or every one from the last to this with the shift key held. */
export function pick(picked: ReadonlySet<number>, order: readonly number[], { id, from }: { id: number; from: number | null }): ReadonlySet<number> {
  const isPicked = !picked.has(id);
  const next = new Set(picked);
  for (const each of between(order, from ?? id, id)) {
    if (isPicked) next.add(each);
    else next.delete(each);
  }
  return next;
}

/** From one to another in whichever order they stand; just the other when the first has left. */
function between(order: readonly number[], from: number, to: number): readonly number[] {
  const [begin, end] = [order.indexOf(from), order.indexOf(to)];
  return begin === -1 || end === -1 ? [to] : order.slice(Math.min(begin, end), Math.max(begin, end) + 1);
}
