import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { freshener } from "@/app/freshness";
import { keys } from "@/api/keys";

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
