import { infiniteQueryOptions, keepPreviousData, queryOptions, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { get, write } from "@/api/client";
import { dealStream, keys } from "@/api/keys";
import type { DealMatrix, Difference, Duties, Findings, Load, Matrix, Moments, News, Overview, Proof } from "@/api/types";
import { search } from "@/features/matrix/question";
import { useStream } from "@/realtime/useStream";

const PAGE = 200;
/** Hints keep now fresh; this is for what another process did while hints were lost. */
const FRESH = 120_000;

type Wanted = Record<string, string | undefined>;

function matrixPages(wanted: Wanted) {
  return infiniteQueryOptions({
    queryKey: keys.matrix(wanted),
    queryFn: ({ pageParam, signal }) => get<Matrix>(`/matrix?${search({ ...wanted, limit: PAGE, after: pageParam })}`, signal),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: wanted.at ? Infinity : 10_000,
  });
}

function momentsAround(wanted: Wanted) {
  return queryOptions({
    queryKey: keys.moments(wanted),
    queryFn: ({ signal }) => get<Moments>(`/matrix/moments?${search(wanted)}`, signal),
  });
}

/** Has the first page of the change before and after ready: a step through time waits for nobody. */
export function useNeighbours(filters: Wanted, group: string, moments: Moments | undefined) {
  const client = useQueryClient();
  const wanted = search(filters);
  const { previous, next } = moments ?? {};
  useEffect(() => {
    const asked = Object.fromEntries(new URLSearchParams(wanted));
    for (const at of [previous, next]) {
      if (!at) continue;
      void client.prefetchInfiniteQuery(matrixPages({ ...asked, group, at }));
      void client.prefetchQuery(momentsAround({ ...asked, at }));
    }
  }, [client, wanted, group, previous, next]);
}

/** Pages of the matrix of all my deals; the past never changes, now is asked again. */
export function useMatrix(wanted: Wanted, isOn: boolean) {
  const isNow = !wanted.at;
  return useInfiniteQuery({
    ...matrixPages(wanted),
    placeholderData: keepPreviousData,
    enabled: isOn,
    refetchInterval: ({ state }) => (isNow && (state.data?.pages.length ?? 0) <= 5 ? FRESH : false),
  });
}

/** What changed between two moments, page by page. */
export function useDifference(wanted: Wanted, isOn: boolean) {
  return useInfiniteQuery({
    queryKey: keys.difference(wanted),
    queryFn: ({ pageParam, signal }) =>
      get<Difference>(`/matrix/difference?${search({ ...wanted, limit: PAGE, after: pageParam })}`, signal),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: isOn,
  });
}

/** The matrix of one deal; now is live with the deal's stream. */
export function useDealMatrix(dealId: number, at: string) {
  const query = useQuery({
    queryKey: keys.dealMatrix(dealId, at),
    queryFn: ({ signal }) => get<DealMatrix>(`/deals/${dealId}/matrix?${search({ at })}`, signal),
    placeholderData: keepPreviousData,
  });
  useStream(dealStream(dealId), query.data?.positions);
  return query;
}

export function useMoments(wanted: Wanted) {
  return useQuery({ ...momentsAround(wanted), placeholderData: keepPreviousData });
}

export function useLoad(wanted: Wanted) {
  return useQuery({
    queryKey: keys.load(wanted),
    queryFn: ({ signal }) => get<Load>(`/matrix/load?${search(wanted)}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function useFindings(wanted: Wanted) {
  return useInfiniteQuery({
    queryKey: keys.findings(wanted),
    queryFn: ({ pageParam, signal }) =>
      get<Findings>(`/matrix/findings?${search({ ...wanted, limit: 50, after: pageParam })}`, signal),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useDuties(personId: string, wanted: Wanted) {
  return useInfiniteQuery({
    queryKey: keys.duties({ personId, ...wanted }),
    queryFn: ({ pageParam, signal }) =>
      get<Duties>(`/matrix/people/${personId}?${search({ ...wanted, limit: 100, after: pageParam })}`, signal),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: personId !== "",
  });
}

/** What whoever leads has to know; being here is noted, so that the next visit tells what is new. */
export function useOverview() {
  const query = useQuery({
    queryKey: keys.overview,
    queryFn: ({ signal }) => get<Overview>("/overview", signal),
    refetchInterval: FRESH,
  });
  // Every ten minutes: however often something happens meanwhile.
  const at = query.data?.at.slice(0, 15);
  useEffect(() => {
    // One that is lost is made up for by the next.
    if (at) void write("POST", "/overview/visit").catch(() => undefined);
  }, [at]);
  return query;
}

/** How much of the news stands there before anybody asks for more. */
export const FIRST_NEWS = 8;
export const ALL_NEWS = 200;

/** What happened since the last visit, the last first; while more of it loads, what is there stays. */
export function useNews(limit: number) {
  return useQuery({
    queryKey: keys.news(limit),
    queryFn: ({ signal }) => get<News>(`/overview/news?limit=${limit}`, signal),
    refetchInterval: FRESH,
    placeholderData: keepPreviousData,
  });
}

/** When everything was last verified and signed; with a deal, its own verification now, and again with each entry. */
export function useProof(dealId: number | null) {
  return useQuery({
    queryKey: keys.proof(dealId),
    queryFn: ({ signal }) => get<Proof>(`/matrix/proof?${search({ deal: dealId })}`, signal),
    staleTime: 60_000,
  });
}
