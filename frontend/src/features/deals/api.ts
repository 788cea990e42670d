import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { get, write } from "@/api/client";
import { accountStream, dealStream, keys } from "@/api/keys";
import type { BoardColumn, Deal, List, ListedDeal, Reply, Role, Room, WinRate } from "@/api/types";
import { useForeseen } from "@/realtime/useForeseen";
import { useStream } from "@/realtime/useStream";
import { useWrite } from "@/realtime/useWrite";

/** As it stands in the address; empty values filter nothing. */
export interface DealFilter {
  q: string;
  status: string;
  stage: string;
  playbook: string;
  person: string;
}

const HOUR = 3_600_000;
const PAGE = "100";

export const NO_FILTER: DealFilter = { q: "", status: "", stage: "", playbook: "", person: "" };

export function useDeals(filter: DealFilter) {
  return useInfiniteQuery({
    queryKey: keys.deals(filter),
    queryFn: ({ pageParam, signal }) => get<List<ListedDeal>>(`/deals?${asked({ ...filter, after: pageParam, limit: PAGE })}`, signal),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** The deals by the stage they stand in. */
export function useBoard(filter: DealFilter) {
  return useQuery({
    queryKey: keys.board(filter),
    queryFn: ({ signal }) => get<List<BoardColumn>>(`/deals/board?${asked({ ...filter })}`, signal),
    placeholderData: keepPreviousData,
  });
}

/** The deals of one account, kept with its stream. */
export function useAccountDeals(accountId: number) {
  return useQuery({
    queryKey: keys.accountDeals(accountId),
    queryFn: ({ signal }) => get<List<ListedDeal>>(`/deals?account_id=${accountId}&limit=100`, signal),
  });
}

export function useRoom(id: number) {
  const query = useQuery({
    queryKey: keys.room(id),
    queryFn: ({ signal }) => get<Reply<Room>>(`/deals/${id}`, signal),
  });
  useStream(dealStream(id), query.data?.positions);
  return { ...query, data: useForeseen(keys.room(id), query.data) };
}

/** How many deals that came as far were won; asked again when this one goes on. */
export function useWinRate(room: Room) {
  const open = room.stages.find(({ nodes }) => nodes.some(({ status }) => status !== "done" && status !== "skipped"));
  return useQuery({
    queryKey: keys.winRate(room.id, open?.code ?? "end"),
    queryFn: ({ signal }) => get<Reply<WinRate>>(`/deals/${room.id}/win-rate`, signal),
    enabled: room.status === "open",
    staleTime: HOUR,
    // Another deal's rate is none of this one.
    placeholderData: (before, query) => (query?.queryKey[1] === room.id ? before : undefined),
  });
}

export interface RoomWish {
  account_id: number;
  title: string;
  playbook: string;
  amount: number;
  currency: string;
  closes_on: string | null;
}

export function useOpenRoom(onDone: (room: Room) => void) {
  return useWrite(
    async (wish: RoomWish, key) => (await write<Reply<Room>>("POST", "/deals", { body: wish, key })).data,
    { touches: ({ account_id }) => ["deals", accountStream(account_id)], onDone },
  );
}

export interface DealChange {
  change: Partial<Pick<Deal, "title" | "amount" | "closes_on">>;
  /** The version that was on screen when typing began. */
  version: number;
}

export function useEditDeal(deal: Deal, onDone: () => void) {
  return useWrite(
    ({ change, version }: DealChange, key) => write<unknown>("PATCH", `/deals/${deal.id}`, { body: change, version, key }),
    { touches: () => touched(deal), onDone },
  );
}

export type Ending = "win" | "lose" | "reopen";

export function useEndDeal(deal: Deal, onDone: () => void) {
  return useWrite(
    ({ verb, reason }: { verb: Ending; reason: string }, key) =>
      write<unknown>("POST", `/deals/${deal.id}/${verb}`, { body: verb === "win" ? {} : { reason }, key }),
    { touches: () => touched(deal), onDone },
  );
}

export interface DealSeatWish {
  role: Role;
  personId: number | null;
  reason: string;
}

export function useAssignDealSeat(deal: Deal, onDone: () => void) {
  return useWrite(
    ({ role, personId, reason }: DealSeatWish, key) => {
      const body = { person_id: personId, reason };
      return write<unknown>("PUT", `/deals/${deal.id}/seats/${role}`, { body, version: deal.version, key });
    },
    { touches: () => touched(deal), onDone },
  );
}

function touched(deal: Deal): string[] {
  return ["deals", dealStream(deal.id), accountStream(deal.account_id)];
}

function asked({ person = "", ...wanted }: Record<string, string>): string {
  return search({ ...wanted, person_id: person });
}

function search(wanted: Record<string, string>): string {
  return new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== "")).toString();
}
