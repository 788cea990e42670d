import { useEffect, useSyncExternalStore } from "react";
import { useLive } from "@/realtime/LiveProvider";
import type { Here } from "@/realtime/wire";

/** Says that I am in a room and on which node, and returns who is there. */
export function usePresence(deal: number, node: number | null): readonly Here[] {
  const { presence } = useLive();
  useEffect(() => presence.enter(deal, node), [presence, deal, node]);
  useEffect(() => () => presence.leave(deal), [presence, deal]);
  return useSyncExternalStore(presence.watch, () => presence.of(deal));
}
