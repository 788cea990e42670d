import type { ChecklistItem, Entry, Node, Room, RoomNode } from "@/api/types";
import type { EntryTypes } from "@/realtime/apply";

function replaceNode(room: Room, entry: Entry): Room {
  const node = entry.data.node as Node;
  return changeNode(room, node.id, (known) => ({ ...known, ...node, checklist: known.checklist }));
}

function replaceItem(room: Room, entry: Entry): Room {
  const item = entry.data.item as ChecklistItem;
  return changeNode(room, item.node_id, (known) => ({
    ...known,
    checklist: known.checklist.map((each) => (each.id === item.id ? item : each)),
  }));
}

function putItem(room: Room, entry: Entry): Room {
  const item = entry.data.item as ChecklistItem;
  return changeNode(room, item.node_id, (known) => ({
    ...known,
    checklist: known.checklist.some(({ id }) => id === item.id)
      ? known.checklist.map((each) => (each.id === item.id ? item : each))
      : [...known.checklist, item],
  }));
}

function changeNode(room: Room, id: number, change: (node: RoomNode) => RoomNode): Room {
  const stages = room.stages.map((stage) => {
    if (!stage.nodes.some((node) => node.id === id)) return stage;
    return { ...stage, nodes: stage.nodes.map((node) => (node.id === id ? change(node) : node)) };
  });
  return { ...room, stages };
}

export const nodeEntries = {
  "node.started": { room: replaceNode },
  "node.finished": { room: replaceNode },
  "node.skipped": { room: replaceNode },
  "node.reopened": { room: replaceNode },
  "checklist_item.added": { room: putItem },
  "checklist_item.changed": { room: replaceItem },
  "handoff.offered": { room: replaceNode },
  "handoff.accepted": { room: replaceNode },
  "handoff.returned": { room: replaceNode },
  "handoff.withdrawn": { room: replaceNode },
  "handoff.readdressed": { room: replaceNode },
} satisfies EntryTypes;
