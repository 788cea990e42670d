// @vitest-environment happy-dom
/** Several cards are put off together: each by itself, none past the time it is due, and one line says what came of it. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keys } from "@/api/keys";
import type { Card } from "@/api/types";
import { ToAnswerList } from "@/features/handoffs/ToAnswerList";
import { Live } from "@/realtime/live";
import { LiveProvider } from "@/realtime/LiveProvider";
import { FakeSocket } from "@/testing/FakeSocket";
import { currentNotice, hush } from "@/ui/notice";
import { WordsProvider } from "@/ui/WordsProvider";
import { loadWords } from "@/words/catalogue";

const ME = 8;
const HOUR = 3_600_000;
const AT = new Date("2026-03-02T10:32:00").toISOString();
const later = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();
/** The first is put off already; the third is due too soon; in the fourth I only stand in for somebody; the second is lost. */
const SNOOZED = later(30);
const CARDS = [card(1, { snoozed: SNOOZED }), card(2), card(3, { due: later(0.5) }), card(4, { receiver: 5 }), card(5)];

interface Said {
  snoozed?: string;
  due?: string;
  receiver?: number;
}

function card(id: number, { snoozed, due = later(100 + id), receiver = ME }: Said = {}): Card {
  const receipt = { id, receiver_id: receiver, status: "offered", seen_at: AT, stand_ins: receiver === ME ? [] : [{ person_id: ME }], open_items: [], snoozed_until: snoozed ?? null };
  const handoff = { id, deal_id: 10 + id, kind: "transfer", status: "offered", offered_at: AT, giver_id: 9, due_at: due, node_id: id, questions: [], message: "", package: { checklist: [], promises: [] }, receipts: [receipt] };
  const deal = { id: 10 + id, title: `deal ${id}`, amount: null, currency: "CNY" };
  return { handoff, node: { id, name: { zh: `节点 ${id}`, en: `Node ${id}` } }, deal, account: { id: 1, name: "account" } } as unknown as Card;
}

let asked: { path: string; key: string | null; until: string | null }[];
let live: Live;

/** The server: somebody was faster with the second, the others are put off. */
function answer(address: string, init?: RequestInit): Promise<Response> {
  if (init?.method !== "POST") return Promise.resolve(Response.json({ data: [], next: null, positions: {} }));
  const { until } = JSON.parse(String(init.body)) as { until: string | null };
  asked.push({ path: address, key: new Headers(init.headers).get("Idempotency-Key"), until });
  if (address !== "/api/handoffs/2/snooze") return Promise.resolve(Response.json({ data: {} }));
  const problem = { type: "about:blank", title: "refused", status: 409, code: "handoff_answered", detail: "", params: { by: 7, at: AT, status: "accepted" }, errors: [] };
  return Promise.resolve(Response.json(problem, { status: 409, headers: { "Content-Type": "application/problem+json" } }));
}

beforeEach(async () => {
  asked = [];
  vi.stubGlobal("fetch", answer);
  const deaf = { me: ME, types: {}, csrf: () => null, apply: () => true, reset: () => Promise.resolve(null), refused: () => undefined, touched: () => undefined };
  live = new Live(deaf, new FakeSocket().plug);
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity }, mutations: { networkMode: "always" } } });
  client.setQueryData(keys.session, { data: { id: ME, name: "me", single_keys: true } });
  client.setQueryData(keys.people, [{ id: 7, name: "Li Na" }]);
  render(
    <MantineProvider env="test">
      <WordsProvider language="en" words={await loadWords("en")}>
        <QueryClientProvider client={client}>
          <LiveProvider live={live}>
            <MemoryRouter>
              <ToAnswerList cards={CARDS} promisesOf={() => null} />
            </MemoryRouter>
          </LiveProvider>
        </QueryClientProvider>
      </WordsProvider>
    </MantineProvider>,
  );
});

afterEach(() => {
  cleanup();
  live.close();
  vi.unstubAllGlobals();
  hush(currentNotice()?.id ?? 0);
});

const pick = (...ids: number[]) => {
  for (const id of ids) fireEvent.click(screen.getByRole("checkbox", { name: `Pick “Node ${id}”` }));
};
const bar = () => screen.getByRole("group", { name: "Several at once" });
async function open() {
  fireEvent.click(await within(bar()).findByRole("button", { name: "Later" }));
  return screen.findAllByRole("menuitem");
}
const said = () => currentNotice()?.text ?? "";

test("each that is picked is put off by itself until the same moment, and none of it is picked any more", async () => {
  pick(1, 5);
  const [first] = await open();
  fireEvent.click(first as HTMLElement);

  await waitFor(() => expect(said()).toMatch(/^Put off 2 hand-offs until \S+/));
  expect(said()).not.toContain("left");
  expect(asked.map(({ path }) => path).toSorted()).toEqual(["/api/handoffs/1/snooze", "/api/handoffs/5/snooze"]);
  expect(new Set(asked.map(({ key }) => key)).size).toBe(2);
  expect(new Set(asked.map(({ until }) => until)).size).toBe(1);
  expect(screen.queryByRole("button", { name: /^Accept \d/ })).toBeNull();
});

test("one that is due earlier, not mine, or lost to somebody faster is as it was, and the line says why", async () => {
  pick(1, 2, 3, 4, 5);
  const [first] = await open();
  expect(first?.textContent).toMatch(/^Until .* \(3 of 5\)$/);
  fireEvent.click(first as HTMLElement);

  await waitFor(() => expect(said()).toMatch(/^Put off 2 hand-offs until .* · 3 left as they were: /));
  expect(said()).toContain("Node 3 (due earlier)");
  expect(said()).toContain("Node 4 (you stand in for its receiver)");
  expect(said()).toContain("Node 2 (Accepted by Li Na at 10:32)");
  expect(asked.map(({ path }) => path).toSorted()).toEqual([1, 2, 5].map((id) => `/api/handoffs/${id}/snooze`));
});

test("undo gives each the moment back that it had", async () => {
  pick(1, 2, 5);
  const [first] = await open();
  fireEvent.click(first as HTMLElement);
  await waitFor(() => expect(currentNotice()?.undo).toBeTruthy());
  asked = [];
  currentNotice()?.undo?.();

  await waitFor(() => expect(asked.length).toBe(2));
  expect(Object.fromEntries(asked.map(({ path, until }) => [path, until]))).toEqual({ "/api/handoffs/1/snooze": SNOOZED, "/api/handoffs/5/snooze": null });
});

test("nothing is offered where none can be put off", async () => {
  pick(3, 4, 5);
  expect(await within(bar()).findByRole("button", { name: "Later" })).toBeTruthy();
  pick(5);
  expect(screen.getByRole("button", { name: "Accept 2" })).toBeTruthy();
  expect(within(bar()).queryByRole("button", { name: "Later" })).toBeNull();
});

test("taking back is no putting off that could be taken back again", async () => {
  const row = document.querySelector('li[data-handoff="1"]') as HTMLElement;
  fireEvent.click(within(row).getByRole("button", { name: /^Put off until/ }));
  const [first] = await screen.findAllByRole("menuitem");
  fireEvent.click(first as HTMLElement);
  await waitFor(() => expect(said()).toMatch(/^Put off 1 hand-off until /));
  const notice = currentNotice();
  notice?.undo?.();
  await waitFor(() => expect(asked.length).toBe(2));
  await act(() => new Promise((resolve) => setTimeout(resolve)));

  expect(asked[1]?.until).toBe(SNOOZED);
  expect(currentNotice()).toBe(notice);
});

test("one alone is put off with a line that takes it back, too", async () => {
  const row = document.querySelector('li[data-handoff="5"]') as HTMLElement;
  fireEvent.click(within(row).getByRole("button", { name: "Later" }));
  const [first] = await screen.findAllByRole("menuitem");
  fireEvent.click(first as HTMLElement);
  await waitFor(() => expect(said()).toMatch(/^Put off 1 hand-off until /));
  currentNotice()?.undo?.();

  await waitFor(() => expect(asked.map(({ until }) => until === null)).toEqual([false, true]));
});
