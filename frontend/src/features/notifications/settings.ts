import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get, write } from "@/api/client";
import { keys, userStream } from "@/api/keys";
import { useMe } from "@/api/session";
import type { DeliveryList, FollowedWish, List, Outlet, OutletWish, Wish } from "@/api/types";
import { useWrite } from "@/realtime/useWrite";

export const TOPICS = [
  "handoff_asked",
  "handoff_answered",
  "promise_asked",
  "promise_answered",
  "decision",
  "seat",
  "mention",
  "deputy",
  "weekly",
] as const;
export const CHANNELS = ["browser", "mail", "feishu", "wecom", "dingtalk", "slack", "webhook"] as const;
export const WITH_ADDRESS = ["feishu", "wecom", "dingtalk", "slack", "webhook"] as const;
/** What a webhook of the installation can follow, in the order of a deal's life. */
export const EVENTS = [
  ...(["deal.opened", "deal.won", "deal.lost", "seat.assigned", "node.started", "node.decided", "veto.overridden", "node.finished"] as const),
  ...(["handoff.offered", "handoff.readdressed", "handoff.reminded", "handoff.nudged", "handoff.covered", "handoff.escalated"] as const),
  ...(["handoff.accepted", "handoff.returned", "handoff.withdrawn", "handoff.looped"] as const),
  ...(["promise.made", "promise.revised", "promise.accepted", "promise.returned", "promise.kept", "promise.broken", "promise.waived"] as const),
  "note.mentioned",
] as const satisfies readonly HookEvent[];
export type HookEvent = NonNullable<OutletWish["events"]>[number];
export type Channel = (typeof CHANNELS)[number];
export type Wished = Pick<Wish, "channels" | "quiet_from" | "quiet_until" | "digest_at">;

/** How I want to hear; what I say on another device of mine is told on my own stream. */
export function useWish(isWanted = true) {
  const { id } = useMe();
  return useQuery({ enabled: isWanted, queryKey: keys.wish(id), queryFn: ({ signal }) => get<FollowedWish>("/notification-wish", signal) });
}

export function useSaveWish(onDone: (saved: Wish, sent: Wished) => void) {
  const { id } = useMe();
  return useWrite(
    async ({ wish, version }: { wish: Wished; version: number }, key) =>
      (await write<{ data: Wish }>("PUT", "/notification-wish", { body: wish, version, key })).data,
    { touches: () => [userStream(id)], onDone: (saved, { wish }) => onDone(saved, wish) },
  );
}

export function useMute(onDone?: () => void) {
  const { id } = useMe();
  return useWrite(
    ({ dealId, muted }: { dealId: number; muted: boolean }, key) =>
      write("POST", `/deals/${dealId}/mute`, { body: { muted }, key }),
    { touches: () => [userStream(id)], ...(onDone ? { onDone } : {}) },
  );
}

export function useOutlets() {
  return useQuery({ queryKey: keys.outlets, queryFn: ({ signal }) => get<List<Outlet>>("/outlets", signal) });
}

export interface NewOutlet {
  channel: string;
  url: string;
  secret: string;
  name: string;
  events: HookEvent[];
  shared: boolean;
}

export function useAddOutlet(onDone: () => void) {
  return useWrite((outlet: NewOutlet, key) => write("POST", "/outlets", { body: outlet, key }), {
    touches: () => ["outlets"],
    onDone,
  });
}

export interface OutletChange {
  id: number;
  version: number;
  /** What is left out stays as it is, the secret too. */
  change: Partial<Pick<Outlet, "name" | "url" | "is_on"> & { secret: string; events: HookEvent[] }>;
}

export function useEditOutlet(onDone: () => void) {
  return useWrite(({ id, version, change }: OutletChange, key) => write("PATCH", `/outlets/${id}`, { body: change, version, key }), {
    touches: () => ["outlets"],
    onDone,
  });
}

export function useRemoveOutlet(onDone: () => void) {
  return useWrite(({ id, version }: Pick<Outlet, "id" | "version">, key) => write("DELETE", `/outlets/${id}`, { version, key }), {
    touches: () => ["outlets"],
    onDone,
  });
}

/** Sends a test message and says what came of it. */
export function useTestOutlet(onDone: (result: { ok: boolean; error: string }) => void) {
  return useWrite(
    async (id: number, key) =>
      (await write<{ data: { ok: boolean; error: string } }>("POST", `/outlets/${id}/test`, { body: {}, key })).data,
    { touches: () => [], onDone },
  );
}

const UNTIL_SENT = 3_000;

export function useDeliveries(status: string, limit: number) {
  return useQuery({
    queryKey: keys.deliveries(status, limit),
    queryFn: ({ signal }) => get<DeliveryList>(`/deliveries?limit=${limit}${status ? `&status=${status}` : ""}`, signal),
    placeholderData: keepPreviousData,
    // No stream tells of the outbox: what is on its way is asked for until it has arrived or failed.
    refetchInterval: ({ state: { data } }) => (data && data.counts.waiting + data.counts.sending > 0 ? UNTIL_SENT : false),
  });
}

export function useRetry(onDone: () => void) {
  return useWrite((id: number, key) => write("POST", `/deliveries/${id}/retry`, { body: {}, key }), {
    touches: () => ["deliveries"],
    onDone,
  });
}
