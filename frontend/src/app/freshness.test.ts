import { InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { freshener } from "@/app/freshness";
import { keys } from "@/api/keys";
import { STEP } from "@/testing/patience";

const stale = (client: QueryClient, key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated;

test("a hint about deals makes the matrix of now stale and leaves the past alone", () => {
  const client = new QueryClient();
  const [now, past, accounts] = [keys.matrix({ at: "" }), keys.matrix({ at: "2026-03-02T02:00:00Z" }), keys.accounts({})];
  for (const key of [now, past, accounts, keys.overview]) client.setQueryData(key, { pages: [] });

  freshener(client)("deals");

  expect([now, past, accounts, keys.overview].map((key) => stale(client, key))).toEqual([true, false, false, true]);
});

test("many pages are not read again one after the other", () => {
  const client = new QueryClient();
  const key = keys.matrix({ at: "" });
  client.setQueryData(key, { pages: [1, 2, 3, 4, 5, 6] });

  freshener(client)("deals");

  expect(stale(client, key)).toBe(false);
});

test.each(["deals", "accounts"] as const)("a deep list of %s is stale, and read again when somebody comes back to it; a short one at once", async (list) => {
  const client = new QueryClient();
  const asked: unknown[] = [];
  const watch = (name: string, pages: number) => {
    const queryKey = keys[list]({ q: name });
    client.setQueryData(queryKey, { pages: Array.from({ length: pages }, () => ({})), pageParams: Array.from({ length: pages }, () => "") });
    const options = { queryKey, queryFn: () => asked.push(name), initialPageParam: "", getNextPageParam: () => "", staleTime: Infinity };
    return { queryKey, stop: new InfiniteQueryObserver(client, options).subscribe(() => undefined) };
  };
  const [deep, short] = [watch("deep", 6), watch("short", 1)];

  freshener(client)(list);
  await vi.waitFor(() => expect(client.isFetching()).toBe(0), STEP);

  expect(asked).toEqual(["short"]);
  expect([stale(client, deep.queryKey), stale(client, short.queryKey)]).toEqual([true, false]);
  deep.stop();
  short.stop();
});
