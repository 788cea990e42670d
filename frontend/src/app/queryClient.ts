import { QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/api/problem";

type Listener = (queryKey: readonly unknown[]) => void;

let onFetched: Listener = () => undefined;

/** Registers what happens to a value that was just fetched, before it is drawn. */
export function whenFetched(listener: Listener): void {
  onFetched = listener;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onSuccess: (_, query) => onFetched(query.queryKey) }),
    defaultOptions: {
      queries: {
        networkMode: "always",
        staleTime: 10_000,
        retry: (count, error) => error instanceof ApiError && error.isTransient && count < 3,
      },
      mutations: { networkMode: "always" },
    },
  });
}
