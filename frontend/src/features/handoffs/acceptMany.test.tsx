// @vitest-environment happy-dom
/** Several cards are accepted together: each by itself, with its own key, and what is refused says why and stops nothing. */
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
import { WordsProvider } from "@/ui/WordsProvider";
import { loadWords } from "@/words/catalogue";

const ME = 8;
const IDS = [1, 2, 3, 4];

function card(id: number): Card {
  const receipt = { id, receiver_id: ME, status: "offered", seen_at: "2026-03-02T02:00:00Z", stand_ins: [], open_items: [] };
  const handoff = { id, deal_id: 10 + id, kind: "transfer", status: "offered", offered_at: "2026-03-02T01:00:00Z", giver_id: 9, due_at: `2126-03-0${id}T02:00:00Z`, node_id: id, questions: [], message: "", package: { checklist: [], promises: [] }, receipts: [receipt] };
  const deal = { id: 10 + id, title: `deal ${id}`, amount: null, currency: "CNY" };
  return { handoff, node: { id, name: { zh: `节点 ${id}`, en: `Node ${id}` } }, deal, account: { id: 1, name: "account" } } as unknown as Card;
}

let asked: { path: string; key: string | null }[];
let live: Live;
let socket: FakeSocket;
/** Until it is called the server takes its time with the first. */
let letGo: (() => void) | null;

/** The server: it refuses the second, whose promises wait, and accepts the others. */
function answer(address: string, init?: RequestInit): Promise<Response> {
  if (init?.method !== "POST") return Promise.resolve(Response.json({ data: [], next: null, positions: {} }));
  asked.push({ path: address, key: new Headers(init.headers).get("Idempotency-Key") });
  if (address === "/api/handoffs/1/accept" && letGo) return new Promise((resolve) => (letGo = () => resolve(Response.json({ data: {} }))));
  if (address !== "/api/handoffs/2/accept") return Promise.resolve(Response.json({ data: {} }));
  const problem = { type: "about:blank", title: "refused", status: 409, code: "promises_unanswered", detail: "", params: {}, errors: [] };
  return Promise.resolve(Response.json(problem, { status: 409, headers: { "Content-Type": "application/problem+json" } }));
}

beforeEach(async () => {
  asked = [];
  letGo = null;
  vi.stubGlobal("fetch", answer);
  const deaf = { me: ME, types: {}, csrf: () => null, apply: () => true, reset: () => Promise.resolve(null), refused: () => undefined, touched: () => undefined };
  socket = new FakeSocket();
  live = new Live(deaf, socket.plug);
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity }, mutations: { networkMode: "always" } } });
  client.setQueryData(keys.session, { data: { id: ME, name: "me", single_keys: true } });
  render(
    <MantineProvider env="test">
      <WordsProvider language="en" words={await loadWords("en")}>
        <QueryClientProvider client={client}>
          <LiveProvider live={live}>
            <MemoryRouter>
              <ToAnswerList cards={IDS.map(card)} promisesOf={() => null} />
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
});

const box = (id: number) => screen.getByRole("checkbox", { name: `Pick “Node ${id}”` });
const outcomes = () => [...document.querySelectorAll("[data-outcome]")].map((row) => row.getAttribute("data-outcome"));

test("all from the first to the third are picked with shift, and each is accepted or says why not", async () => {
  fireEvent.click(box(1));
  fireEvent.click(box(3), { shiftKey: true });
  fireEvent.click(screen.getByRole("button", { name: "Accept 3" }));

  await waitFor(() => expect(outcomes()).toEqual(["accepted", "refused", "accepted"]));
  expect(asked.map(({ path }) => path)).toEqual([1, 2, 3].map((id) => `/api/handoffs/${id}/accept`));
  expect(new Set(asked.map(({ key }) => key)).size).toBe(3);
  expect(document.querySelector("[data-accepted=done] [role=status]")?.textContent).toBe("2 accepted, 1 not accepted.");
  expect(screen.getByText(/promise/i)).toBeTruthy();
  // Nothing of it is picked any more.
  expect(screen.queryByRole("button", { name: "Accept 3", hidden: true })).toBeNull();
});

test("by keyboard x picks the card that is chosen, j goes on, a accepts what is picked and nothing else", async () => {
  for (const key of ["x", "j", "j", "x"]) fireEvent.keyDown(document.body, { key });
  expect([1, 2, 3, 4].filter((id) => (box(id) as HTMLInputElement).checked)).toEqual([1, 3]);
  fireEvent.keyDown(document.body, { key: "a" });

  await waitFor(() => expect(outcomes()).toEqual(["accepted", "accepted"]));
  expect(asked.map(({ path }) => path)).toEqual([1, 3].map((id) => `/api/handoffs/${id}/accept`));
});

test("Escape lets go of all that was picked", () => {
  fireEvent.click(screen.getByRole("checkbox", { name: "Pick all (4)" }));
  expect(screen.getByRole("button", { name: "Accept 4" })).toBeTruthy();
  fireEvent.keyDown(document.body, { key: "Escape" });
  expect(screen.queryByRole("button", { name: /^Accept \d/ })).toBeNull();
  expect(asked).toEqual([]);
});

test("what is picked while others are being accepted comes after them, in the same table", async () => {
  letGo = () => undefined;
  fireEvent.click(box(1));
  fireEvent.click(screen.getByRole("button", { name: "Accept 1" }));
  await waitFor(() => expect(asked.length).toBe(1));
  fireEvent.click(document.querySelector("[data-accepted] button:last-of-type") as Element);
  fireEvent.click(box(2));
  fireEvent.click(box(4));
  fireEvent.click(screen.getByRole("button", { name: "Accept 2" }));
  expect(outcomes()).toEqual(["waiting", "waiting", "waiting"]);
  letGo();

  await waitFor(() => expect(outcomes()).toEqual(["accepted", "refused", "accepted"]));
  expect(asked.map(({ path }) => path)).toEqual([1, 2, 4].map((id) => `/api/handoffs/${id}/accept`));
});

test("the table of outcomes gives the focus to the card that is chosen", async () => {
  for (const key of ["j", "x", "a"]) fireEvent.keyDown(document.body, { key });
  await waitFor(() => expect(outcomes()).toEqual(["refused"]));
  fireEvent.click(document.querySelector("[data-accepted] button:last-of-type") as Element);

  expect(outcomes()).toEqual([]);
  expect(document.activeElement?.getAttribute("data-handoff")).toBe("2");
});

test("the box of all keeps its name, and how many are picked is announced beside it", () => {
  fireEvent.click(box(1));
  fireEvent.click(box(2));
  expect(screen.getByRole("checkbox", { name: "Pick all (4)" })).toBeTruthy();
  expect(within(screen.getByRole("group", { name: "Several at once" })).getByRole("status").textContent).toBe("2 picked");
});

test("Escape lets go while there is no line, too", () => {
  fireEvent.click(box(1));
  act(() => {
    live.open();
    socket.opens();
    socket.breaks();
  });
  expect((screen.getByRole("button", { name: "Accept 1" }) as HTMLButtonElement).disabled).toBe(true);
  fireEvent.keyDown(document.body, { key: "Escape" });
  expect((box(1) as HTMLInputElement).checked).toBe(false);
});
