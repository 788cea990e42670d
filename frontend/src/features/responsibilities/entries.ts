import type { Entry, Responsibility, Room } from "@/api/types";
import type { EntryTypes } from "@/realtime/apply";

/** Rows are absolute: known ones are replaced, new ones follow in the order of their ids, closed ones leave. */
function putRows(room: Room, entry: Entry): Room {
  const rows = (entry.data.responsibilities ?? []) as Responsibility[];
  if (rows.length === 0) return room;
  const byId = new Map(room.responsibilities.map((row) => [row.id, row]));
  for (const row of rows) byId.set(row.id, row);
  const current = [...byId.values()].filter((row) => row.until_at === null);
  return { ...room, responsibilities: current.toSorted((a, b) => a.id - b.id) };
}

/** A deputy holds no duty: the room stays as it is, and what I may do in its nodes is fetched again. */
function leave(room: Room): Room {
  return room;
}

export const responsibilityEntries = {
  "deal.covered": { room: leave },
  "deal.opened": { room: putRows },
  "deal.won": { room: putRows },
  "deal.lost": { room: putRows },
  "deal.reopened": { room: putRows },
  "seat.assigned": { room: putRows },
  "responsibility.moved": { room: putRows },
  "node.started": { room: putRows },
  "node.finished": { room: putRows },
  "node.skipped": { room: putRows },
  "node.reopened": { room: putRows },
  "node.decided": { room: putRows },
  "handoff.offered": { room: putRows },
  "handoff.accepted": { room: putRows },
  "handoff.returned": { room: putRows },
  "handoff.withdrawn": { room: putRows },
  "handoff.readdressed": { room: putRows },
} satisfies EntryTypes;
