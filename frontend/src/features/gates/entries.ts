import type { Entry, Node, Room } from "@/api/types";
import type { EntryTypes } from "@/realtime/apply";

/** A decision comes inside its node. */
function replaceDecided(room: Room, entry: Entry): Room {
  const decided = entry.data.node as Node;
  const stages = room.stages.map((stage) => ({
    ...stage,
    nodes: stage.nodes.map((node) => (node.id === decided.id ? { ...node, ...decided, checklist: node.checklist } : node)),
  }));
  return { ...room, stages };
}

export const gateEntries = {
  "node.decided": { room: replaceDecided },
} satisfies EntryTypes;
