import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { useLive } from "@/realtime/LiveProvider";

/** True from the moment the server takes this reader out of a stream; what was known of it is forgotten then. */
export function useRevoked(stream: string): boolean {
  const live = useLive();
  const client = useQueryClient();
  const isRevoked = useSyncExternalStore(live.watch, () => live.isRevoked(stream));
  useEffect(() => {
    // Only now: the readers of these values are off the screen, so nothing is asked for again.
    if (isRevoked) client.removeQueries({ queryKey: [stream] });
  }, [client, stream, isRevoked]);
  useEffect(() => () => live.forgive(stream), [live, stream]);
  return isRevoked;
}
