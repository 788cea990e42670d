import { useSyncExternalStore } from "react";
import { useLive } from "@/realtime/LiveProvider";
import type { Line } from "@/realtime/socket";

export function useLine(): Line {
  const live = useLive();
  return useSyncExternalStore(live.watch, () => live.line);
}
