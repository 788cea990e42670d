// @vitest-environment happy-dom
/** A rule that another admin set first: the choice stays until it is made, whatever becomes of the other rules. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RuleList } from "@/features/matrix/RuleList";
import { Live } from "@/realtime/live";
import { LiveProvider } from "@/realtime/LiveProvider";
import { FakeSocket } from "@/testing/FakeSocket";
import { WordsProvider } from "@/ui/WordsProvider";
import { loadWords } from "@/words/catalogue";

const COMES = { is_on: true, severity: "high", threshold: null };
const STALE = { type: "about:blank", title: "stale", status: 412, code: "stale", detail: "", params: {}, errors: [] };

let sent: string[];
let live: Live;

/** The server: somebody else has set the first rule meanwhile. */
function answer(address: string, init?: RequestInit): Promise<Response> {
  if (init?.method === "PATCH") {
    const seen = `${address} ${new Headers(init.headers).get("If-Match")}`;
    sent.push(seen);
    if (seen.endsWith('no_accountable "1"')) return Promise.resolve(Response.json(STALE, { status: 412, headers: { "Content-Type": "application/problem+json" } }));
    return Promise.resolve(Response.json({ data: { ...rule(address.split("/").at(-1) ?? "", 2), is_on: false } }));
  }
  if (address.startsWith("/api/rules")) return Promise.resolve(Response.json({ data: [rule("no_accountable", sent.length > 0 ? 2 : 1), rule("overdue", 1)], next: null, positions: {} }));
  return Promise.resolve(Response.json({ data: [], next: null, positions: {}, head: 0, epoch: 1 }));
}

const rule = (name: string, version: number) => ({ name, version, unit: null, comes: COMES, ...COMES, severity: version > 1 ? "low" : "high" });

beforeEach(() => {
  sent = [];
  vi.stubGlobal("fetch", answer);
  const deaf = { me: 8, types: {}, csrf: () => null, apply: () => true, reset: () => Promise.resolve(null), refused: () => undefined, touched: () => undefined };
  live = new Live(deaf, new FakeSocket().plug);
});

afterEach(() => {
  cleanup();
  live.close();
  vi.unstubAllGlobals();
});

const conflictOf = (name: string) => document.querySelector(`[data-lint-rule=${name}] [data-conflict]`);
const tick = (name: string) => document.querySelector(`[data-lint-rule=${name}] input[type=checkbox]`) as HTMLInputElement;

test("another rule that is saved does not take the choice away", async () => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity }, mutations: { networkMode: "always" } } });
  render(
    <MantineProvider env="test">
      <WordsProvider language="en" words={await loadWords("en")}>
        <QueryClientProvider client={client}>
          <LiveProvider live={live}>
            <RuleList />
          </LiveProvider>
        </QueryClientProvider>
      </WordsProvider>
    </MantineProvider>,
  );
  await waitFor(() => expect(tick("no_accountable")).toBeTruthy());
  fireEvent.click(tick("no_accountable"));
  await waitFor(() => expect(conflictOf("no_accountable")).toBeTruthy());

  fireEvent.click(tick("overdue"));
  await waitFor(() => expect(sent.at(-1)).toBe('/api/rules/overdue "1"'));
  await waitFor(() => expect(tick("overdue").disabled).toBe(false));

  expect(conflictOf("no_accountable")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Keep mine" }));
  await waitFor(() => expect(conflictOf("no_accountable")).toBeNull());
  expect(sent.at(-1)).toBe('/api/rules/no_accountable "2"');
});
