import { useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "@/api/problem";
import { useDeed } from "@/api/useDeed";
import { useLive } from "@/realtime/LiveProvider";

interface Options<Wish, Result> {
  /** The first words of the keys that the deed changes: streams, or lists that no stream keeps. */
  touches: (wish: Wish) => string[];
  onDone?: (result: Result, wish: Wish) => void;
  onFail?: (error: ApiError, wish: Wish) => void;
}

/** A deed whose entry comes back by the socket; without a live line, and for lists, the values are fetched again. */
export function useWrite<Wish, Result>(
  send: (wish: Wish, key: string) => Promise<Result>,
  { touches, onDone, onFail }: Options<Wish, Result>,
) {
  const client = useQueryClient();
  const live = useLive();
  const refresh = (wish: Wish, isRefused: boolean) => {
    for (const first of touches(wish)) {
      const isStream = first.includes(":");
      if (!isStream || isRefused || live.line !== "live") void client.invalidateQueries({ queryKey: [first] });
    }
  };
  return useDeed(send, {
    onDone: (result: Result, wish: Wish) => {
      refresh(wish, false);
      onDone?.(result, wish);
    },
    onFail: (error, wish) => {
      refresh(wish, true);
      onFail?.(error, wish);
    },
  });
}
