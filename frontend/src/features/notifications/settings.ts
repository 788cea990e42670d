import { useQuery } from "@tanstack/react-query";
import { get, write } from "@/api/client";
import { keys } from "@/api/keys";
import type { DeliveryList, List, Outlet, Wish } from "@/api/types";
import { useWrite } from "@/realtime/useWrite";

export const TOPICS = [
  "handoff_asked",
  "handoff_answered",
  "promise_asked",
  "promise_answered",
  "decision",
  "seat",
  "mention",
] as const;
export const CHANNELS = ["browser", "mail", "feishu", "wecom", "dingtalk", "slack", "webhook"] as const;
export const WITH_ADDRESS = ["feishu", "wecom", "dingtalk", "slack", "webhook"] as const;
export type Channel = (typeof CHANNELS)[number];
export type Wished = Pick<Wish, "channels" | "quiet_from" | "quiet_until" | "digest_at">;

export function useWish(isWanted = true) {
  return useQuery({ enabled: isWanted, queryKey: keys.wish, queryFn: ({ signal }) => get<{ data: Wish }>("/notification-wish", signal) });
}

export function useSaveWish(version: number, onDone: () => void) {
  return useWrite(
    (wish: Wished, key) => write("PUT", "/notification-wish", { body: wish, version, key }),
    { touches: () => ["wish"], onDone },
  );
}

export function useMute(onDone?: () => void) {
  return useWrite(
    ({ dealId, muted }: { dealId: number; muted: boolean }, key) =>
      write("POST", `/deals/${dealId}/mute`, { body: { muted }, key }),
    { touches: () => ["wish"], ...(onDone ? { onDone } : {}) },
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
  shared: boolean;
}

export function useAddOutlet(onDone: () => void) {
  return useWrite((outlet: NewOutlet, key) => write("POST", "/outlets", { body: outlet, key }), {
    touches: () => ["outlets"],
    onDone,
  });
}

export function useRemoveOutlet(onDone: () => void) {
  return useWrite((id: number, key) => write("DELETE", `/outlets/${id}`, { key }), {
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

export function useDeliveries(status: string) {
  return useQuery({
    queryKey: keys.deliveries(status),
    queryFn: ({ signal }) => get<DeliveryList>(`/deliveries?limit=100${status ? `&status=${status}` : ""}`, signal),
  });
}

export function useRetry(onDone: () => void) {
  return useWrite((id: number, key) => write("POST", `/deliveries/${id}/retry`, { body: {}, key }), {
    touches: () => ["deliveries"],
    onDone,
  });
}
