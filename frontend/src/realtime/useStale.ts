import { useSyncExternalStore } from "react";
import { useLive } from "@/realtime/LiveProvider";
import { useLasting } from "@/realtime/useLasting";

/** A gap shorter than this is repaired before anybody could read a word about it. */
const PATIENCE = 2_000;

/** Since when what is on screen may be out of date, in milliseconds; without a stream the line itself counts. */
export function useStaleSince(stream?: string): number | null {
  const live = useLive();
  const since = useSyncExternalStore(live.watch, () => (stream ? live.staleSince(stream) : live.downSince));
  return useLasting(since, PATIENCE);
}
