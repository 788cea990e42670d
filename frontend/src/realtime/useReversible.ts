import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "@/api/problem";
import type { Entry } from "@/api/types";
import { newId } from "@/lib/id";
import type { Foreseen } from "@/realtime/apply";
import type { Live } from "@/realtime/live";
import { useLive } from "@/realtime/LiveProvider";
import { untilAnswered } from "@/realtime/untilAnswered";

interface Options<Wish, Result> {
  /** Changes with the same scope reach the server one after the other, in the order of the clicks. */
  scope: string;
  /** What the entry will say, so that the screen can say it now. */
  foresee: (wish: Wish) => Foreseen;
  /** What the entry says, told by the answer. */
  told: (result: Result) => Entry["data"];
  onFail: (error: ApiError, wish: Wish) => void;
}

interface Click<Wish> {
  wish: Wish;
  key: string;
}

/**
 * A change that shows at once and can be taken back: laid over what the server said until its entry comes,
 * kept and sent later when the line is down, taken away with the problem when it is refused.
 */
export function useReversible<Wish, Result>(
  send: (wish: Wish, key: string) => Promise<Result>,
  { scope, foresee, told, onFail }: Options<Wish, Result>,
) {
  const client = useQueryClient();
  const live = useLive();
  const mutation = useMutation<Result, ApiError, Click<Wish>>({
    scope: { id: scope },
    mutationFn: ({ wish, key }) => untilAnswered(() => send(wish, key), live),
    onSuccess: (result, { wish, key }) => {
      const { stream } = foresee(wish);
      live.answered(stream, key, told(result));
      // The socket brings the entry; without it the state is fetched.
      if (live.line !== "live") void settleByFetching(client, live, stream);
    },
    onError: (error, { wish, key }) => {
      live.pending.settle(key);
      void client.invalidateQueries({ queryKey: [foresee(wish).stream] });
      onFail(error, wish);
    },
  });
  return {
    run: (wish: Wish) => {
      const key = newId();
      live.pending.expect(key, foresee(wish));
      mutation.mutate({ wish, key });
    },
    isRunning: mutation.isPending,
    error: mutation.error,
    failed: mutation.error ? mutation.variables.wish : null,
    forget: mutation.reset,
  };
}

async function settleByFetching(client: QueryClient, live: Live, stream: string): Promise<void> {
  const asked = Date.now();
  await client.invalidateQueries({ queryKey: [stream] });
  const shown = client.getQueryCache().findAll({ queryKey: [stream], type: "active" });
  if (shown.every(({ state }) => state.dataUpdatedAt >= asked)) live.pending.settleAnswered(stream);
}
