// @vitest-environment happy-dom
/** A gate that somebody else decided meanwhile: mine is sent over theirs only after it was chosen. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Node } from "@/api/types";
import { DecideDialog } from "@/features/gates/DecideDialog";
import { Live } from "@/realtime/live";
import { LiveProvider } from "@/realtime/LiveProvider";
import { FakeSocket } from "@/testing/FakeSocket";
import { WordsProvider } from "@/ui/WordsProvider";
import { loadWords } from "@/words/catalogue";

const NODE = { id: 5, deal_id: 1, version: 3, status: "active", decision: null } as Node;
const DECIDED = { ...NODE, version: 4, decision: { outcome: "hold", reason: "Wait for the budget", conditions: [], decided_by: 2, decided_for: null, decided_at: "2026-03-02T02:00:00Z" } } as unknown as Node;
const STALE = { type: "about:blank", title: "stale", status: 412, code: "stale", detail: "", params: {}, errors: [] };

let sent: string[];
let live: Live;

function answer(address: string, init?: RequestInit): Promise<Response> {
  if (address.startsWith("/api/people")) return Promise.resolve(Response.json({ data: [{ id: 2, name: "Zhao Jun" }], next: null }));
  if (address.includes("/streams/")) {
    const entry = { seq: 9, actor: 2, at: "2026-03-02T02:00:00Z", data: { node: DECIDED } };
    return Promise.resolve(Response.json({ data: [entry], head: 9, epoch: 1 }));
  }
  const version = new Headers(init?.headers).get("If-Match") ?? "";
  sent.push(version);
  if (version.includes("3")) return Promise.resolve(Response.json(STALE, { status: 412, headers: { "Content-Type": "application/problem+json" } }));
  return Promise.resolve(Response.json({ data: DECIDED, can: [], positions: {} }));
}

beforeEach(() => {
  sent = [];
  // A field that grows asks when fonts have come; this document knows none.
  Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });
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
  const client = new QueryClient();
  const dialog = (node: Node) => (
    <MantineProvider env="test">
      <WordsProvider language="en" words={words}>
        <QueryClientProvider client={client}>
          <LiveProvider live={live}>
            <DecideDialog node={node} gate="ATI" people={[]} targets={[]} onClose={onClose} />
          </LiveProvider>
        </QueryClientProvider>
      </WordsProvider>
    </MantineProvider>
  );
  const { rerender } = render(dialog(NODE));
  return (node: Node) => rerender(dialog(node));
}

test("what was decided meanwhile is not written over, though it shows already", async () => {
  const onClose = vi.fn<() => void>();
  const change = await draw(onClose);
  change(DECIDED);

  fireEvent.submit(screen.getByRole("dialog").querySelector("form") as HTMLFormElement);

  fireEvent.click(await screen.findByRole("button", { name: "Compare" }));
  expect(await screen.findByText(/Wait for the budget/)).toBeTruthy();
  expect(await screen.findByText(/Zhao Jun/)).toBeTruthy();
  expect(sent).toEqual(['"3"']);
  fireEvent.click(screen.getByRole("button", { name: "Keep mine" }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(sent).toEqual(['"3"', '"4"']);
});

test("taking theirs sends nothing more", async () => {
  const onClose = vi.fn<() => void>();
  const change = await draw(onClose);
  fireEvent.submit(screen.getByRole("dialog").querySelector("form") as HTMLFormElement);
  await screen.findByRole("button", { name: "Compare" });
  change(DECIDED);

  fireEvent.click(screen.getByRole("button", { name: "Take theirs" }));

  expect(onClose).toHaveBeenCalled();
  expect(sent).toEqual(['"3"']);
});

test("theirs can be taken though mine lacks its reason", async () => {
  const onClose = vi.fn<() => void>();
  const change = await draw(onClose);
  fireEvent.submit(screen.getByRole("dialog").querySelector("form") as HTMLFormElement);
  await screen.findByRole("button", { name: "Compare" });
  change(DECIDED);
  fireEvent.click(screen.getByRole("radio", { name: "Hold" }));

  expect((screen.getByRole("button", { name: "Keep mine" }) as HTMLButtonElement).disabled).toBe(true);
  fireEvent.click(screen.getByRole("button", { name: "Take theirs" }));

  expect(onClose).toHaveBeenCalled();
});
