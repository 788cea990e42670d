import type { ChecklistItem, Entry, Node, Override, Room } from "@/api/types";
import type { EntryTypes } from "@/realtime/apply";

/** A decision comes inside its node, and its conditions as items of the nodes that they are worked on in. */
function replaceDecided(room: Room, entry: Entry): Room {
  const decided = entry.data.node as Node;
  const items = (entry.data.items ?? []) as ChecklistItem[];
  const stages = room.stages.map((stage) => ({
    ...stage,
    nodes: stage.nodes.map((node) => {
      const said = node.id === decided.id ? { ...node, ...decided } : node;
      return { ...said, checklist: withItems(node.checklist, items.filter(({ node_id }) => node_id === node.id)) };
    }),
  }));
  return { ...room, stages };
}

function withItems(checklist: ChecklistItem[], items: ChecklistItem[]): ChecklistItem[] {
  if (items.length === 0) return checklist;
  const others = checklist.filter(({ id }) => !items.some((item) => item.id === id));
  return [...others, ...items].toSorted((a, b) => a.position - b.position);
}

/** A room keeps every risk that a sponsor took. */
function putOverride(room: Room, entry: Entry): Room {
  const override = entry.data.override as Override;
  const others = room.overrides.filter(({ id }) => id !== override.id);
  const overrides = [...others, override].toSorted((a, b) => a.id - b.id);
  return { ...replaceDecided(room, entry), overrides };
}

export const gateEntries = {
  "node.decided": { room: replaceDecided },
  "veto.overridden": { room: putOverride },
} satisfies EntryTypes;
