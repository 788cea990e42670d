import type { DealSeat, Deal, Entry, Room } from "@/api/types";
import type { EntryTypes } from "@/realtime/apply";

/** What entries say of the room itself: always as it is now, never as a difference. */
interface Said {
  deal?: Deal;
  version?: number;
  seats?: DealSeat[];
  members?: number[];
}

function replaceDeal(room: Room, entry: Entry): Room {
  const { deal } = entry.data as Said;
  return replaceSeats({ ...room, ...deal, account: room.account }, entry);
}

function replaceSeats(room: Room, entry: Entry): Room {
  const { seats = room.seats, members = room.members, version = room.version } = entry.data as Said;
  return { ...room, seats, members, version };
}

/** Whoever is asked to take a node joins the room. */
function replaceMembers(room: Room, entry: Entry): Room {
  const { members = room.members } = entry.data as Said;
  return { ...room, members };
}

export const dealEntries = {
  "deal.opened": { room: replaceDeal },
  "deal.edited": { room: replaceDeal },
  "deal.won": { room: replaceDeal },
  "deal.lost": { room: replaceDeal },
  "deal.reopened": { room: replaceDeal },
  "seat.assigned": { room: replaceSeats },
  "responsibility.moved": { room: replaceMembers },
  "handoff.offered": { room: replaceMembers },
  "handoff.accepted": { room: replaceMembers },
  "handoff.returned": { room: replaceMembers },
  "handoff.withdrawn": { room: replaceMembers },
  "handoff.readdressed": { room: replaceMembers },
} satisfies EntryTypes;
