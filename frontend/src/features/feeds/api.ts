import { useQuery } from "@tanstack/react-query";
import { get, write } from "@/api/client";
import { keys } from "@/api/keys";
import type { Feed, MadeFeed } from "@/api/types";
import { useWrite } from "@/realtime/useWrite";

export function useFeed() {
  return useQuery({ queryKey: keys.feed, queryFn: ({ signal }) => get<{ data: Feed }>("/calendar-feed", signal) });
}

/** Makes my calendar address anew; the old one ends with it. */
export function useMakeFeed(onDone: (made: MadeFeed) => void) {
  return useWrite(
    async (_: null, key) => (await write<{ data: MadeFeed }>("POST", "/calendar-feed", { body: {}, key })).data,
    { touches: () => ["feed"], onDone },
  );
}

export function useRevokeFeed(onDone: () => void) {
  return useWrite((_: null, key) => write<undefined>("DELETE", "/calendar-feed", { key }), { touches: () => ["feed"], onDone });
}
