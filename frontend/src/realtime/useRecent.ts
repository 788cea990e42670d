import { useMemo, useSyncExternalStore } from "react";
import type { Entry } from "@/api/types";
import { useLive } from "@/realtime/LiveProvider";

/** What others changed in a stream within the last seconds, oldest first. */
export function useRecent(stream: string): readonly Entry[] {
  const { recent } = useLive();
  const entries = useSyncExternalStore(recent.watch, recent.all);
  return useMemo(() => entries.filter((entry) => entry.stream === stream), [entries, stream]);
}
