import type { ChecklistItem, Evidence } from "@/api/types";
import type { ItemChange, ItemWish } from "@/features/nodes/api";

const isSame = (one: Evidence, other: Evidence) => one.text === other.text && one.url === other.url;
const isIn = (list: Evidence[], one: Evidence) => list.some((other) => isSame(one, other));

/**
 * What I wanted, over the item as it is now. A list of evidence is not put back as I saw it: what I added is added to
 * theirs and what I removed is removed from it.
 */
export function over(now: Pick<ChecklistItem, "evidence">, { item: seen, change }: Pick<ItemWish, "item" | "change">): ItemChange {
  if (!change.evidence) return change;
  const mine = change.evidence;
  const removed = seen.evidence.filter((one) => !isIn(mine, one));
  const added = mine.filter((one) => !isIn(seen.evidence, one) && !isIn(now.evidence, one));
  return { ...change, evidence: [...now.evidence.filter((one) => !isIn(removed, one)), ...added] };
}
