import type { ChecklistItem, Entry, Node } from "@/api/types";

/** The checklist item that an entry changes, if it changes one. */
export function itemOf(entry: Entry): number | null {
  return (entry.data.item as ChecklistItem | undefined)?.id ?? null;
}

/** The node that an entry is about, if it is about one. */
export function nodeOf(entry: Entry): number | null {
  const { node, item } = entry.data as { node?: Node; item?: ChecklistItem };
  return node?.id ?? item?.node_id ?? null;
}
