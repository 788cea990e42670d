import { useCallback } from "react";

/** What is known of a list that is read page by page. */
export interface Paged {
  hasNextPage: boolean;
  isFetching: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => unknown;
}

/**
 * Returns what reads the next page when the end of the list comes near. While anything of the list is being read it
 * waits, for a page that is asked for ends a refresh; after a page that could not be read it waits for whoever retries.
 */
export function useNextPage({ hasNextPage, isFetching, isFetchNextPageError, fetchNextPage }: Paged): () => void {
  const mayGoOn = hasNextPage && !isFetching && !isFetchNextPageError;
  return useCallback(() => {
    if (mayGoOn) void fetchNextPage();
  }, [mayGoOn, fetchNextPage]);
}
