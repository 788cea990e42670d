import type { Responsibility, Room, RoomNode } from "@/api/types";

export function nodesOf(room: Room): RoomNode[] {
  return room.stages.flatMap(({ nodes }) => nodes);
}

/** The one person who is accountable for each node. */
export function ownersOf(room: Room): Map<number, number> {
  const accountable = room.responsibilities.filter(({ duty }) => duty === "A");
  return new Map(accountable.map(({ node_id, person_id }) => [node_id, person_id]));
}

/** The node to look at first: one that runs and is mine, else one that runs, else the next to begin. */
export function currentNode(room: Room, me: number): number | null {
  const nodes = nodesOf(room);
  const running = nodes.filter(({ status }) => status === "active" || status === "offered");
  const mine = running.find((node) => isMine(room, node.id, me));
  return (mine ?? running[0] ?? nodes.find(({ status }) => status === "waiting") ?? nodes.at(-1))?.id ?? null;
}

function isMine(room: Room, nodeId: number, me: number): boolean {
  const isAsked = room.handoffs.some(
    ({ node_id, receipts }) =>
      node_id === nodeId && receipts.some(({ receiver_id, status }) => receiver_id === me && status === "offered"),
  );
  return isAsked || rowsOf(room, nodeId).some(({ person_id, duty }) => person_id === me && "AR".includes(duty));
}

export function rowsOf(room: Room, nodeId: number): Responsibility[] {
  return room.responsibilities.filter(({ node_id }) => node_id === nodeId);
}

/** Who is likely to take a node over from somebody: who works on it, then who advises, then the triangle. */
export function likelyReceivers(room: Room, nodeId: number, me: number): number[] {
  const rows = rowsOf(room, nodeId);
  const people = [
    ...(["R", "C"] as const).flatMap((duty) => rows.filter((row) => row.duty === duty).map((row) => row.person_id)),
    ...room.seats.filter(({ role }) => ["SR", "FR", "AR"].includes(role)).map(({ person_id }) => person_id),
  ];
  return [...new Set(people)].filter((id): id is number => id !== null && id !== me);
}

/** Where a condition of a gate can be worked on: every node behind it that is still open. */
export function conditionTargets(room: Room, gateId: number): RoomNode[] {
  const nodes = nodesOf(room);
  const behind = nodes.slice(nodes.findIndex(({ id }) => id === gateId) + 1);
  return behind.filter(({ status }) => status !== "done" && status !== "skipped");
}
