import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@/api/problem";
import type { Entry } from "@/api/types";
import { backoff } from "@/lib/backoff";
import { newId } from "@/lib/id";
import type { Foreseen } from "@/realtime/apply";
import type { Live } from "@/realtime/live";
import { useLive } from "@/realtime/LiveProvider";

/** On a line that is up, this many silent tries are a failure; without a line a change simply waits. */
const TRIES = 8;

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

/** Sends again, with the same key, for as long as nobody answers. */
export async function untilAnswered<Result>(
  attempt: () => Promise<Result>,
  live: Pick<Live, "line" | "whenLive">,
): Promise<Result> {
  for (let count = 0; ; count += 1) {
    try {
      // Each try follows from the silence of the one before.
      // oxlint-disable-next-line no-await-in-loop
      return await attempt();
    } catch (error) {
      if (!isUnanswered(error) || (live.line === "live" && count >= TRIES)) throw error;
      // oxlint-disable-next-line no-await-in-loop
      await pause(backoff(count), live);
    }
  }
}

function isUnanswered(error: unknown): boolean {
  return error instanceof ApiError && (error.isTransient || error.code === "idempotency_running");
}

/** Waits, but no longer than until the line is back. */
function pause(milliseconds: number, live: Pick<Live, "line" | "whenLive">): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    if (live.line !== "live") void live.whenLive().then(resolve);
  });
}

async function settleByFetching(client: QueryClient, live: Live, stream: string): Promise<void> {
  const asked = Date.now();
  await client.invalidateQueries({ queryKey: [stream] });
  const shown = client.getQueryCache().findAll({ queryKey: [stream], type: "active" });
  if (shown.every(({ state }) => state.dataUpdatedAt >= asked)) live.pending.settleAnswered(stream);
}
