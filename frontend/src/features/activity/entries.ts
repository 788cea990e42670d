import type { Entry } from "@/api/types";
import { EVERY, type EntryTypes } from "@/realtime/apply";

/** Every entry of a stream is also a line of its activity. */
function append(entries: Entry[], entry: Entry): Entry[] {
  return [...entries, entry];
}

export const activityEntries = {
  [EVERY]: { log: append },
} satisfies EntryTypes;
