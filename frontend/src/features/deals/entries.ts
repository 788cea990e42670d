import type { DealSeat, Deal, Entry, Room } from "@/api/types";
import type { EntryTypes } from "@/realtime/apply";

/** The deal's own fields; what the room holds beside them stays. */
function replaceDeal(room: Room, entry: Entry): Room {
  return { ...room, ...(entry.data.deal as Deal), account: room.account };
}

/** Seats and members come as they are now, not as a difference. */
function replaceSeats(room: Room, entry: Entry): Room {
  const { seats, members } = entry.data as { seats: DealSeat[]; members?: number[] };
  return { ...room, seats, members: members ?? room.members };
}

export const dealEntries = {
  "deal.opened": { room: replaceDeal },
  "deal.edited": { room: replaceDeal },
  "deal.won": { room: replaceDeal },
  "deal.lost": { room: replaceDeal },
  "deal.reopened": { room: replaceDeal },
  "seat.assigned": { room: replaceSeats },
} satisfies EntryTypes;
