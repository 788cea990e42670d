// @vitest-environment happy-dom
/** Somebody with too many nodes: those at work are listed, and the one that is chosen opens in its own room. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Finding, Matrix, MatrixRow } from "@/api/types";
import { FindingFix } from "@/app/matrix/FindingFix";
import { Live } from "@/realtime/live";
import { LiveProvider } from "@/realtime/LiveProvider";
import { FakeSocket } from "@/testing/FakeSocket";
import { WordsProvider } from "@/ui/WordsProvider";
import { loadWords } from "@/words/catalogue";

const FINDING = { rule: "overloaded", severity: "medium", fix: "hand_off", key: 7, person_id: 7, count: 7 } as Finding;
const BUSY: Finding = { ...FINDING, team_id: null, deal_id: null, node_id: null, role: null, handoff_id: null, since: null, waiver: null };

const row = (node_id: number, deal_id: number, status: MatrixRow["status"]): MatrixRow => ({ node_id, deal_id, template_id: 1, status, planned_finish_on: "2026-03-09", cells: [] });

const PAGE: Matrix = {
  data: [row(1, 10, "active"), row(2, 10, "waiting"), row(3, 11, "offered"), row(4, 11, "done")],
  next: null,
  deals: [10, 11].map((id) => ({ id, title: `deal ${id}`, status: "open", account_id: 1, account: "account", team_id: null })),
  templates: [{ id: 1, code: "KD3.4", name: { zh: "需求交底", en: "Needs briefing" }, stage: "S3" }],
  people: [],
  at: "2026-03-02T02:00:00Z",
  is_now: true,
  heads: "",
};

let asked: string[];
let live: Live;

/** The server: it knows the nodes of somebody, and takes its time with rooms. */
function answer(address: string): Promise<Response> {
  asked.push(address);
  if (address.startsWith("/api/matrix?")) return Promise.resolve(Response.json(PAGE));
  if (address.startsWith("/api/people")) return Promise.resolve(Response.json({ data: [], next: null }));
  return new Promise(() => undefined);
}

beforeEach(() => {
  asked = [];
  vi.stubGlobal("fetch", answer);
  const deaf = { me: 8, types: {}, csrf: () => null, apply: () => true, reset: () => Promise.resolve(null), refused: () => undefined, touched: () => undefined };
  live = new Live(deaf, new FakeSocket().plug);
});

afterEach(() => {
  cleanup();
  live.close();
  vi.unstubAllGlobals();
});

async function draw(onClose: () => void) {
  const words = await loadWords("en");
  render(
    <MantineProvider env="test">
      <WordsProvider language="en" words={words}>
        <QueryClientProvider client={new QueryClient()}>
          <LiveProvider live={live}>
            <MemoryRouter>
              <FindingFix finding={BUSY} onClose={onClose} />
            </MemoryRouter>
          </LiveProvider>
        </QueryClientProvider>
      </WordsProvider>
    </MantineProvider>,
  );
}

test("only nodes at work are offered, each with what it is and where", async () => {
  await draw(() => undefined);

  const buttons = await screen.findAllByRole("button", { name: /KD3\.4/ });

  expect(buttons.map((button) => button.getAttribute("aria-label"))).toEqual([
    "Hand over: KD3.4 Needs briefing · account / deal 10",
    "Hand over: KD3.4 Needs briefing · account / deal 11",
  ]);
  const [about] = asked.filter((address) => address.startsWith("/api/matrix?"));
  expect(Object.fromEntries(new URLSearchParams(about?.split("?")[1]))).toMatchObject({ person: "7", duty: "A", state: "open" });
});

test("the chosen one opens in its room, and closing it leads back to the list", async () => {
  const onClose = vi.fn<() => void>();
  await draw(onClose);
  fireEvent.click(await screen.findByRole("button", { name: /deal 11/ }));

  await waitFor(() => expect(asked).toContain("/api/deals/11"));
  expect(screen.queryByRole("button", { name: /deal 11/ })).toBeNull();

  fireEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(await screen.findByRole("button", { name: /deal 11/ })).toBeTruthy();
  expect(onClose).not.toHaveBeenCalled();
});
