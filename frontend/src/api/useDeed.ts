import { useMutation } from "@tanstack/react-query";
import { ApiError } from "@/api/problem";
import { newId } from "@/lib/id";
import { backoff } from "@/lib/backoff";

const TRIES = 8;

interface Options<Result, Wish> {
  onDone?: (result: Result, wish: Wish) => void;
  onFail?: (error: ApiError, wish: Wish) => void;
}

/** True when the deed may still be on its way: nobody answered, or the first try is still running. */
function deservesAnotherTry(count: number, error: Error): boolean {
  if (!(error instanceof ApiError) || count >= TRIES) return false;
  return error.isTransient || error.code === "idempotency_running";
}

/** Sends one deed; every retry carries the key of the click, so that it happens once. */
export function useDeed<Wish, Result>(
  send: (wish: Wish, key: string) => Promise<Result>,
  { onDone, onFail }: Options<Result, Wish> = {},
) {
  const mutation = useMutation<Result, ApiError, { wish: Wish; key: string }>({
    mutationFn: ({ wish, key }) => send(wish, key),
    retry: deservesAnotherTry,
    retryDelay: (count, error) => (error.retryAfter ? error.retryAfter * 1_000 : backoff(count)),
    onSuccess: (result, { wish }) => onDone?.(result, wish),
    onError: (error, { wish }) => onFail?.(error, wish),
  });
  return {
    run: (wish: Wish) => mutation.mutate({ wish, key: newId() }),
    /** The same for whoever goes on once it is settled: resolves with what was wrong, or with nothing. */
    settle: (wish: Wish): Promise<ApiError | null> =>
      mutation.mutateAsync({ wish, key: newId() }).then(
        () => null,
        (error: ApiError) => error,
      ),
    isRunning: mutation.isPending,
    isDone: mutation.isSuccess,
    isRetrying: mutation.isPending && mutation.failureCount > 0,
    error: mutation.error,
    wish: mutation.isPending ? mutation.variables.wish : null,
    /** What came to nothing, for as long as its error is told. */
    failed: mutation.isError ? mutation.variables.wish : null,
    forget: mutation.reset,
  };
}
