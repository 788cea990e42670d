import { useProblem } from "@/api/useProblem";
import { type DealFilter, useBoard } from "@/features/deals/api";
import { DealBoard } from "@/features/deals/DealBoard";
import { Loading } from "@/ui/Loading";
import { Problem } from "@/ui/Problem";

/** The board; a won or lost deal is on it only when asked for. */
export function DealBoardView({ filter }: { filter: DealFilter }) {
  const problem = useProblem();
  const board = useBoard({ ...filter, status: filter.status || "open" });
  if (board.error && !board.data) return <Problem text={problem(board.error)} />;
  if (!board.data) return <Loading />;
  const listOf = (stage: string) => {
    const kept = Object.entries({ ...filter, status: filter.status || "open", stage }).filter(([, value]) => value);
    return `/deals?${new URLSearchParams(kept)}`;
  };
  return <DealBoard columns={board.data.data} listOf={listOf} />;
}
