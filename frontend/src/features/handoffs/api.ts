import { useQuery } from "@tanstack/react-query";
import { get, write } from "@/api/client";
import { dealStream, keys, userStream } from "@/api/keys";
import type { ApiError } from "@/api/problem";
import { useMe } from "@/api/session";
import type { CardList, Handoff, List, ReasonCode } from "@/api/types";
import { receiptFor } from "@/features/handoffs/answerable";
import { useStream } from "@/realtime/useStream";
import { useWrite } from "@/realtime/useWrite";

const PAGE = 200;

/** What waits for my answer, kept fresh by my own stream. */
export function useInbox() {
  const { id } = useMe();
  const query = useQuery({
    queryKey: keys.inbox(id),
    queryFn: ({ signal }) => get<CardList>(`/inbox?box=to_answer&limit=${PAGE}`, signal),
  });
  useStream(userStream(id), query.data?.positions);
  return query;
}

export function useSent(isWanted: boolean) {
  const { id } = useMe();
  return useQuery({
    queryKey: keys.sent(id),
    queryFn: ({ signal }) => get<CardList>(`/inbox?box=sent&limit=${PAGE}`, signal),
    enabled: isWanted,
  });
}

export function useNodeHandoffs(dealId: number, nodeId: number) {
  return useQuery({
    queryKey: keys.nodeHandoffs(dealId, nodeId),
    queryFn: ({ signal }) => get<List<Handoff>>(`/nodes/${nodeId}/handoffs`, signal),
  });
}

interface Done<Wish> {
  onDone?: (handoff: Handoff, wish: Wish) => void;
  onFail?: (error: ApiError, wish: Wish) => void;
}

type One = { handoff: Handoff };
type Accepting = One & { openItems?: string[] };
type Returning = One & { reasonCode: ReasonCode; reason: string };
type Snoozing = One & { until: string | null };
export interface Offer {
  nodeId: number;
  dealId: number;
  receiverIds: number[];
  message: string;
  kind: Handoff["kind"];
  dueAt: string | null;
  questions: string[];
}

export function useAccept(done: Done<Accepting> = {}) {
  const touches = useTouches();
  const instead = useInstead();
  return useWrite(
    ({ handoff, openItems }: Accepting, key) =>
      answer(
        `/handoffs/${handoff.id}/accept`,
        { ...instead(handoff), ...(openItems?.length ? { open_items: openItems } : {}) },
        key,
      ),
    { touches, ...done },
  );
}

export function useReturn(done: Done<Returning> = {}) {
  const touches = useTouches();
  const instead = useInstead();
  return useWrite(
    ({ handoff, reasonCode, reason }: Returning, key) =>
      answer(`/handoffs/${handoff.id}/return`, { ...instead(handoff), reason_code: reasonCode, reason }, key),
    { touches, ...done },
  );
}

export function useWithdraw(done: Done<One> = {}) {
  const touches = useTouches();
  return useWrite(({ handoff }: One, key) => answer(`/handoffs/${handoff.id}/withdraw`, {}, key), {
    touches,
    ...done,
  });
}

/** As many as the server takes at once. */
export const MOST_SEEN = 50;

/** Said without being asked, so a failure is nobody's concern: the next look says it again. */
export function useSee() {
  const { id } = useMe();
  return useWrite(
    ({ handoffs }: { handoffs: Handoff[] }, key) =>
      write<unknown>("POST", "/handoffs/see", { body: { handoff_ids: handoffs.map((handoff) => handoff.id) }, key }),
    { touches: ({ handoffs }) => [userStream(id), ...new Set(handoffs.map(({ deal_id }) => dealStream(deal_id)))] },
  );
}

export function useNudge(done: Done<One> = {}) {
  const touches = useTouches();
  return useWrite(({ handoff }: One, key) => answer(`/handoffs/${handoff.id}/nudge`, {}, key), { touches, ...done });
}

export function useSnooze(done: Done<Snoozing> = {}) {
  const touches = useTouches();
  return useWrite(
    ({ handoff, until }: Snoozing, key) => answer(`/handoffs/${handoff.id}/snooze`, { until }, key),
    { touches, ...done },
  );
}

export function useOffer(done: Done<Offer> = {}) {
  return useWrite(
    ({ nodeId, receiverIds, message, kind, dueAt, questions }: Offer, key) =>
      answer(
        `/nodes/${nodeId}/handoffs`,
        { receiver_ids: receiverIds, message, kind, questions, ...(dueAt ? { due_at: dueAt } : {}) },
        key,
      ),
    { touches: ({ dealId }) => [dealStream(dealId)], ...done },
  );
}

function useTouches() {
  const { id } = useMe();
  return ({ handoff }: One) => [dealStream(handoff.deal_id), userStream(id)];
}

/** For whom I answer, where it is not for myself. */
function useInstead() {
  const { id } = useMe();
  return (handoff: Handoff) => {
    const receiver = receiptFor(handoff, id)?.receiver_id;
    return receiver === undefined || receiver === id ? {} : { receiver_id: receiver };
  };
}

async function answer(path: string, body: object, key: string): Promise<Handoff> {
  return (await write<{ data: Handoff }>("POST", path, { body, key })).data;
}
