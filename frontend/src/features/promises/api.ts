import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, write } from "@/api/client";
import { dealStream, keys } from "@/api/keys";
import type { List, Promised, PromiseList, Reply } from "@/api/types";
import { useWrite } from "@/realtime/useWrite";

/** How the promises of a deal are read. */
export const dealPromises = (dealId: number) =>
  queryOptions({
    queryKey: keys.promises(dealId),
    queryFn: ({ signal }) => get<List<Promised>>(`/deals/${dealId}/promises`, signal),
  });

/** The promises of a deal whose room is not open here. */
export function useDealPromises(dealId: number, isWanted: boolean) {
  return useQuery({ ...dealPromises(dealId), enabled: isWanted });
}

/** What an account was promised in the deals that I may see, the newest first. */
export function useAccountPromises(accountId: number) {
  return useQuery({
    queryKey: keys.accountPromises(accountId),
    queryFn: ({ signal }) => get<PromiseList>(`/accounts/${accountId}/promises?limit=20`, signal),
  });
}

export type PromiseWish = Pick<Promised, "text" | "node_id" | "contact_id" | "role" | "due_on" | "evidence">;
export type PromiseVerb = "accept" | "return" | "keep" | "break" | "waive";
export type PromiseReason = NonNullable<Promised["reason_code"]>;

/** Writes a promise down, or says a known one anew. */
export function useSavePromise(dealId: number, known: Promised | null, onDone: () => void) {
  return useWrite(
    ({ change, version }: { change: Partial<PromiseWish>; version: number }, key) =>
      known
        ? write<Reply<Promised>>("PATCH", `/promises/${known.id}`, { body: change, version, key })
        : write<Reply<Promised>>("POST", `/deals/${dealId}/promises`, { body: change, key }),
    { touches: () => [dealStream(dealId)], onDone },
  );
}

interface Answer {
  verb: PromiseVerb;
  body?: { reason?: string; reason_code?: PromiseReason };
}

/** Answers or ends a promise, as it was read: words that were changed meanwhile are not agreed to. */
export function useAnswerPromise(promise: Promised, onDone: () => void = () => undefined) {
  const client = useQueryClient();
  return useWrite(
    ({ verb, body = {} }: Answer, key) =>
      write<Reply<Promised>>("POST", `/promises/${promise.id}/${verb}`, { body, version: promise.version, key }),
    {
      touches: () => [dealStream(promise.deal_id)],
      onDone: () => {
        // Where the room is not open, no entry tells of the answer.
        void client.invalidateQueries({ queryKey: keys.promises(promise.deal_id) });
        onDone();
      },
    },
  );
}
