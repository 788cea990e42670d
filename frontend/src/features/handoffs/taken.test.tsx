// @vitest-environment happy-dom
/** What another takes out of my inbox while I look at it stays in its place, grey, until I go there anew. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { Link, MemoryRouter } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keys, userStream } from "@/api/keys";
import type { Card, CardList, Handoff, Receipt } from "@/api/types";
import { useInbox } from "@/features/handoffs/api";
import { handoffEntries } from "@/features/handoffs/entries";
import { ToAnswerList } from "@/features/handoffs/ToAnswerList";
import type { Language } from "@/lib/words";
import { applyEntry } from "@/realtime/apply";
import { Live } from "@/realtime/live";
import { LiveProvider } from "@/realtime/LiveProvider";
import { FakeSocket } from "@/testing/FakeSocket";
import { WordsProvider } from "@/ui/WordsProvider";
import { loadWords } from "@/words/catalogue";

const ME = 8;
const GIVER = 9;
const DEPUTY = 7;
const STREAM = userStream(ME);
const IDS = [1, 2, 3];
/** 10:32 where the test runs. */
const AT = new Date("2026-03-02T10:32:00").toISOString();

function receipt(id: number, said: Partial<Receipt> = {}): Receipt {
  return { id, receiver_id: ME, status: "offered", answered_by: null, answered_at: null, seen_at: AT, stand_ins: [{ person_id: DEPUTY }], open_items: [], snoozed_until: null, ...said } as unknown as Receipt;
}

function card(id: number, said: Partial<Handoff> = {}): Card {
  const handoff = { id, deal_id: 10 + id, kind: "transfer", status: "offered", offered_at: AT, giver_id: GIVER, due_at: `2126-03-0${id}T02:00:00Z`, node_id: id, questions: [], message: "", package: { checklist: [], promises: [] }, receipts: [receipt(id)], ...said };
  const deal = { id: 10 + id, title: `deal ${id}`, amount: null, currency: "CNY" };
  return { handoff, node: { id, name: { zh: `节点 ${id}`, en: `Node ${id}` } }, deal, account: { id: 1, name: "account" } } as unknown as Card;
}

/** The card as it is once somebody has answered it. */
function answered(id: number, status: Handoff["status"], by: number): Card {
  return card(id, { status, receipts: [receipt(id, { status, answered_by: by, answered_at: AT })] });
}

let client: QueryClient;
let live: Live;
let socket: FakeSocket;
let seq: number;
let posted: string[];

function Inbox() {
  const inbox = useInbox();
  return inbox.data ? <ToAnswerList cards={inbox.data.data} promisesOf={() => null} /> : null;
}

async function look(language: Language = "en") {
  return render(
    <MantineProvider env="test">
      <WordsProvider language={language} words={await loadWords(language)}>
        <QueryClientProvider client={client}>
          <LiveProvider live={live}>
            <MemoryRouter>
              <Link to="/">anew</Link>
              <Inbox />
            </MemoryRouter>
          </LiveProvider>
        </QueryClientProvider>
      </WordsProvider>
    </MantineProvider>,
  );
}

function answer(address: string, init?: RequestInit): Promise<Response> {
  if (init?.method === "POST") posted.push(address);
  return Promise.resolve(Response.json({ data: [], next: null, positions: {} }));
}

beforeEach(() => {
  // A field that grows asks when fonts have come; this document knows none.
  Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });
  seq = 4;
  posted = [];
  vi.stubGlobal("fetch", answer);
  client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity }, mutations: { networkMode: "always" } } });
  client.setQueryData(keys.session, { data: { id: ME, name: "me", single_keys: true } });
  client.setQueryData(keys.people, [{ id: DEPUTY, name: "Li Na" }, { id: GIVER, name: "Wang Wei" }]);
  client.setQueryData(keys.inbox(ME), { data: IDS.map((id) => card(id)), next: null, positions: { [STREAM]: { epoch: 1, seq } } });
  socket = new FakeSocket();
  socket.answer = () => ({ status: "ok", epoch: 1, head: seq, entries: [] });
  const types = handoffEntries;
  live = new Live({ me: ME, types, csrf: () => null, apply: (entry) => applyEntry(client, types, entry), reset: () => Promise.resolve(null), refused: () => undefined, touched: () => undefined }, socket.plug);
  live.open();
  socket.opens();
});

afterEach(() => {
  cleanup();
  live.close();
  vi.unstubAllGlobals();
});

/** The server tells what somebody did, and the page has drawn it. */
async function hear(type: string, actor: number, data: Card) {
  seq += 1;
  await act(async () => {
    socket.says("entry", { stream: STREAM, seq, type, op_id: null, actor, data });
    // The readers of the cache are told after the entry, by a timer.
    await new Promise((resolve) => setTimeout(resolve));
  });
}

const known = () => client.getQueryData<CardList>(keys.inbox(ME))?.data.map(({ handoff }) => handoff.id);
const rows = () => [...document.querySelectorAll<HTMLElement>("li[data-handoff]")];
const ids = () => rows().map((row) => Number(row.dataset.handoff));
const row = (id: number) => document.querySelector(`li[data-handoff="${id}"]`) as HTMLElement;
const chosen = () => document.querySelector<HTMLElement>("li[data-chosen]")?.dataset.handoff;
const press = (...all: string[]) => all.forEach((key) => fireEvent.keyDown(document.body, { key }));

test("what a deputy accepts stays in its place, says who and when, and waits no more", async () => {
  await look();
  const before = row(2);
  await hear("handoff.accepted", DEPUTY, answered(2, "accepted", DEPUTY));

  expect(ids()).toEqual([1, 2, 3]);
  expect(row(2)).toBe(before);
  expect(row(2).dataset.taken).toBe("accepted");
  expect(within(row(2)).getByText("Accepted by Li Na at 10:32")).toBeTruthy();
  expect(within(row(2)).queryAllByRole("button")).toEqual([]);
  expect(within(row(1)).getByRole("button", { name: /^Return/ })).toBeTruthy();
  // The badge and the tab's title count what the cache holds.
  expect(known()).toEqual([1, 3]);
  expect(screen.getByRole("heading", { name: "Later 2" })).toBeTruthy();
});

test.each([
  ["en", "returned", DEPUTY, "Returned by Li Na at 10:32"],
  ["en", "withdrawn", GIVER, "Withdrawn by Wang Wei at 10:32"],
  ["zh", "accepted", DEPUTY, "Li Na 已于 10:32 接受"],
  ["zh", "returned", DEPUTY, "Li Na 已于 10:32 退回"],
  ["zh", "withdrawn", GIVER, "Wang Wei 已于 10:32 撤回"],
] as const)("in %s one that was %s says so", async (language, status, by, said) => {
  await look(language);
  await hear(["handoff", status].join("."), by, answered(1, status, by));

  expect(within(row(1)).getByText(said)).toBeTruthy();
});

test("it is announced politely, once", async () => {
  await look();
  const news = document.querySelector("[data-taken-news]");
  expect([news?.getAttribute("role"), news?.textContent]).toEqual(["status", ""]);
  await hear("handoff.accepted", DEPUTY, answered(2, "accepted", DEPUTY));
  expect(news?.textContent).toBe("“Node 2”: Accepted by Li Na at 10:32");
  await hear("handoff.withdrawn", GIVER, answered(3, "withdrawn", GIVER));
  expect(document.querySelector("[data-taken-news]")).toBe(news);
  expect(news?.textContent).toBe("“Node 3”: Withdrawn by Wang Wei at 10:32");
});

test("a key that was meant for it answers no other, and j and k pass over it", async () => {
  await look();
  press("j");
  expect(chosen()).toBe("2");
  await hear("handoff.accepted", DEPUTY, answered(2, "accepted", DEPUTY));
  press("a", "r", "x");

  expect(chosen()).toBe("2");
  expect(posted).toEqual([]);
  expect(document.querySelector("textarea")).toBeNull();
  press("j");
  expect(chosen()).toBe("3");
  press("k");
  expect(chosen()).toBe("1");
});

test("a form that is being filled in keeps its words and its keys", async () => {
  await look();
  fireEvent.click(screen.getByRole("checkbox", { name: "Pick “Node 1”" }));
  fireEvent.pointerDown(row(2));
  press("r");
  const words = within(row(2)).getByRole<HTMLTextAreaElement>("textbox");
  fireEvent.change(words, { target: { value: "The plan has g" } });
  words.focus();
  await hear("handoff.accepted", DEPUTY, answered(2, "accepted", DEPUTY));
  fireEvent.keyDown(words, { key: "a" });

  expect(within(row(2)).getByRole("textbox")).toBe(words);
  expect([words.value, document.activeElement]).toEqual(["The plan has g", words]);
  expect(within(row(2)).getByText("Accepted by Li Na at 10:32")).toBeTruthy();
  expect(posted).toEqual([]);
});

test("the focus of a button that goes stays on its card", async () => {
  await look();
  within(row(2)).getByRole("button", { name: /^Return/ }).focus();
  await hear("handoff.accepted", DEPUTY, answered(2, "accepted", DEPUTY));
  expect(document.activeElement).toBe(row(2));
});

test("one that is picked keeps its bar when the others have gone", async () => {
  await look();
  fireEvent.click(screen.getByRole("checkbox", { name: "Pick “Node 3”" }));
  await hear("handoff.accepted", ME, answered(1, "accepted", ME));
  await hear("handoff.accepted", ME, answered(2, "accepted", ME));

  expect(ids()).toEqual([3]);
  expect(screen.getByRole("button", { name: "Accept 1" })).toBeTruthy();
});

test("j stays on the last one that waits when only what was taken comes after it", async () => {
  await look();
  press("j");
  await hear("handoff.accepted", DEPUTY, answered(3, "accepted", DEPUTY));
  press("j");
  expect(chosen()).toBe("2");
});

test("it is picked no more, neither by itself nor with all", async () => {
  await look();
  fireEvent.click(screen.getByRole("checkbox", { name: "Pick all (3)" }));
  await hear("handoff.accepted", DEPUTY, answered(2, "accepted", DEPUTY));

  expect(screen.getByRole("button", { name: "Accept 2" })).toBeTruthy();
  expect(screen.getByRole("checkbox", { name: "Pick all (2)" })).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "Pick “Node 2”" }).disabled).toBe(true);
});

test("when all were taken nothing is left to pick, and none of them vanishes", async () => {
  await look();
  for (const id of IDS)
    // oxlint-disable-next-line no-await-in-loop
    await hear("handoff.withdrawn", GIVER, answered(id, "withdrawn", GIVER));

  expect(ids()).toEqual([1, 2, 3]);
  const all = screen.getByRole<HTMLInputElement>("checkbox", { name: "Pick all (0)" });
  expect([all.checked, all.disabled]).toEqual([false, true]);
});

test("what I answered leaves, and the next one that waits is chosen", async () => {
  await look();
  await hear("handoff.accepted", DEPUTY, answered(2, "accepted", DEPUTY));
  fireEvent.pointerDown(row(1));
  await hear("handoff.accepted", ME, answered(1, "accepted", ME));

  expect(ids()).toEqual([2, 3]);
  expect(chosen()).toBe("3");
});

test("another receiver's answer changes nothing while mine is waited for", async () => {
  await look();
  const others = receipt(20, { receiver_id: 5, status: "accepted", answered_by: 5, answered_at: AT });
  await hear("handoff.accepted", 5, card(2, { receipts: [receipt(2), others] }));

  expect(row(2).dataset.taken).toBeUndefined();
  expect(known()).toEqual([1, 2, 3]);
});

test("after my own answer, that of another receiver brings nothing back", async () => {
  await look();
  const mine = receipt(2, { status: "accepted", answered_by: ME, answered_at: AT });
  await hear("handoff.accepted", ME, card(2, { receipts: [mine, receipt(20, { receiver_id: 5 })] }));
  const others = receipt(20, { receiver_id: 5, status: "accepted", answered_by: 5, answered_at: AT });
  await hear("handoff.accepted", 5, card(2, { status: "accepted", receipts: [mine, others] }));

  expect(ids()).toEqual([1, 3]);
});

test("one that waits for me again is a card like any other", async () => {
  await look();
  await hear("handoff.readdressed", GIVER, card(2, { receipts: [receipt(2, { status: "withdrawn", answered_by: GIVER, answered_at: AT })] }));
  expect(row(2).dataset.taken).toBe("withdrawn");
  await hear("handoff.readdressed", GIVER, card(2, { receipts: [receipt(21)] }));

  expect(row(2).dataset.taken).toBeUndefined();
  expect(within(row(2)).getByRole("button", { name: /^Return/ })).toBeTruthy();
});

test("it goes when the list is gone to anew, and when it is left", async () => {
  const { unmount } = await look();
  await hear("handoff.accepted", DEPUTY, answered(2, "accepted", DEPUTY));
  fireEvent.click(screen.getByRole("link", { name: "anew" }));
  await waitFor(() => expect(ids()).toEqual([1, 3]));

  await hear("handoff.accepted", DEPUTY, answered(3, "accepted", DEPUTY));
  expect(ids()).toEqual([1, 3]);
  unmount();
  await look();
  expect(ids()).toEqual([1]);
});
