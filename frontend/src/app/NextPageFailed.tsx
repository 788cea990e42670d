import { useProblem } from "@/api/useProblem";
import { MoreButton } from "@/ui/MoreButton";
import { Problem } from "@/ui/Problem";
import type { Paged } from "@/ui/useNextPage";

/** Below a list whose next page could not be read: why, and once more. */
export function NextPageFailed({ query }: { query: Paged & { error: unknown } }) {
  const problem = useProblem();
  if (!query.isFetchNextPageError) return null;
  return (
    <>
      <Problem text={problem(query.error)} />
      <MoreButton query={query} />
    </>
  );
}
