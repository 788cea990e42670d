// @vitest-environment happy-dom
/** The triangle is there before its numbers, and never stands beside those of another account. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Account, Figure } from "@/api/types";
import { TrianglePanel } from "@/features/accounts/TrianglePanel";
import { WordsProvider } from "@/ui/WordsProvider";
import { loadWords } from "@/words/catalogue";

const FIGURE: Figure = {
  corners: [{ role: "AR", person_id: 1, open_nodes: 9, at_work: 2, is_away: false, deputy_ids: [], answers: 0, minutes: null }],
  edges: [],
};

/** The server knows the first account as it was at first, and takes its time with all else. */
let isAnswering: boolean;

beforeEach(() => {
  isAnswering = true;
  vi.stubGlobal("fetch", (address: string) =>
    isAnswering && address === "/api/accounts/1/figure" ? Promise.resolve(Response.json({ data: FIGURE })) : new Promise(() => undefined),
  );
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const account = (id: number, person_id: number) => ({ id, name: `account ${id}`, seats: [{ role: "AR", person_id }] }) as Account;
const isAwaited = () => Boolean(document.querySelector("[data-figure]")?.parentElement?.className);

test("another account's numbers are awaited, those of the same one stay until the new ones are there", async () => {
  const words = await loadWords("en");
  const client = new QueryClient();
  const drawn = (shown: Account) => (
    <WordsProvider language="en" words={words}>
      <QueryClientProvider client={client}>
        <TrianglePanel account={shown} mayAssign={false} centre="" />
      </QueryClientProvider>
    </WordsProvider>
  );
  const { rerender } = render(drawn(account(1, 1)));
  expect(document.querySelector("[data-numbers]")).not.toBeNull();
  expect(isAwaited()).toBe(true);
  await waitFor(() => expect(isAwaited()).toBe(false));

  isAnswering = false;
  rerender(drawn(account(1, 2)));
  expect(isAwaited()).toBe(false);
  rerender(drawn(account(2, 1)));
  expect(isAwaited()).toBe(true);
});
