import type { InfiniteData, Query, QueryClient } from "@tanstack/react-query";
import { throttle } from "@/lib/throttle";

/** A screen over all deals costs more than a list: it follows a storm of hints more slowly. */
const MATRIX_EVERY = 5_000;
/** More pages than this are not read again one after the other; they are stale until somebody comes back to them. */
const MOST_PAGES = 5;

// A tab that nobody looks at fetches when it is looked at again.
const refetchType = () => (globalThis.document?.hidden ? "none" : "active");

/** Returns what fetches again the lists that a hint is about, and with the deals what the matrix shows of now. */
export function freshener(client: QueryClient): (list: "deals" | "accounts") => void {
  const matrix = throttle(
    () => void client.invalidateQueries({ predicate: isMatrixOfNow, refetchType: refetchType() }),
    MATRIX_EVERY,
  );
  return (list) => {
    void client.invalidateQueries({ queryKey: [list], predicate: isShort, refetchType: refetchType() });
    void client.invalidateQueries({ queryKey: [list], predicate: (query) => !isShort(query), refetchType: "none" });
    if (list === "deals") matrix();
  };
}

/** The past never changes, however much happens now. */
export function isMatrixOfNow({ queryKey, state }: Pick<Query, "queryKey" | "state">): boolean {
  const [kind, , question] = queryKey as [unknown, unknown, { at?: string } | undefined];
  return kind === "matrix" && !question?.at && isShort({ state });
}

function isShort({ state }: Pick<Query, "state">): boolean {
  const pages = (state.data as InfiniteData<unknown> | undefined)?.pages?.length ?? 0;
  return pages <= MOST_PAGES;
}
