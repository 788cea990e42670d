import type { Entry, Promised, Room } from "@/api/types";
import type { EntryTypes } from "@/realtime/apply";

/** A room keeps every promise, in the order in which they were made. */
function putPromise(room: Room, entry: Entry): Room {
  const promise = entry.data.promise as Promised;
  const others = room.promises.filter(({ id }) => id !== promise.id);
  return { ...room, promises: [...others, promise].toSorted((a, b) => a.id - b.id) };
}

export const promiseEntries = {
  "promise.made": { room: putPromise },
  "promise.revised": { room: putPromise },
  "promise.accepted": { room: putPromise },
  "promise.returned": { room: putPromise },
  "promise.kept": { room: putPromise },
  "promise.broken": { room: putPromise },
  "promise.waived": { room: putPromise },
} satisfies EntryTypes;
