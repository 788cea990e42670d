import { useMemo, useSyncExternalStore } from "react";
import type { QueryKey } from "@tanstack/react-query";
import { type CachedReply, foresee, kindOf } from "@/realtime/apply";
import { useLive } from "@/realtime/LiveProvider";

/** Returns a cached reply with this page's own unconfirmed changes laid over it. */
export function useForeseen<Reply extends CachedReply>(queryKey: QueryKey, reply: Reply | undefined): Reply | undefined {
  const { pending, types } = useLive();
  const changes = useSyncExternalStore(pending.watch, pending.all);
  const stream = String(queryKey[0]);
  const kind = kindOf(queryKey);
  return useMemo(() => reply && foresee(types, kind, reply, changes.filter((each) => each.stream === stream)), [
    types,
    kind,
    reply,
    changes,
    stream,
  ]);
}
