import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import { keys } from "@/api/keys";
import type { Hit, List } from "@/api/types";

/** What of a kind the reader may see that has these words in its name. */
export function useSearch(q: string) {
  return useQuery({
    queryKey: keys.search(q),
    queryFn: ({ signal }) => get<List<Hit>>(`/search?${new URLSearchParams({ q, limit: "5" })}`, signal),
    enabled: q !== "",
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}

/** Where a hit leads. */
export function addressOf(hit: Hit): string {
  switch (hit.kind) {
    case "account":
      return `/accounts/${hit.id}`;
    case "deal":
      return `/deals/${hit.id}`;
    case "node":
      return `/deals/${hit.deal_id}?node=${hit.id}`;
    case "note":
      return `/deals/${hit.deal_id}?${hit.node_id === null ? "" : `node=${hit.node_id}&`}tab=notes&note=${hit.id}`;
    case "person":
      return `/deals?person=${hit.id}`;
  }
}
