// @vitest-environment happy-dom
/** An entry that is opened from far down the list is brought on screen with the focus; closed, it gives the focus back. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, test, vi } from "vitest";
import { keys } from "@/api/keys";
import { ActivityList } from "@/features/activity/ActivityList";
import { WordsProvider } from "@/ui/WordsProvider";
import { loadWords } from "@/words/catalogue";

const STREAM = "deal:1";
const entry = (seq: number) => ({ stream: STREAM, seq, type: "deal.edited", actor: 2, acting_for: null, at: "2026-03-02T02:00:00Z", data: {}, version: 1, op_id: null });

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** Shows a room's activity with three entries. */
async function show() {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(keys.people, [{ id: 2, name: "Zhao Jun" }]);
  client.setQueryData(keys.log(STREAM), { data: [1, 2, 3].map(entry), positions: {} });
  client.setQueryData(keys.entry(STREAM, 2), { data: { ...entry(2), before: {}, hash: "0".repeat(64), prev_hash: "1".repeat(64) }, can: [], positions: {} });
  render(
    <MantineProvider env="test">
      <WordsProvider language="en" words={await loadWords("en")}>
        <QueryClientProvider client={client}>
          <MemoryRouter>
            <ActivityList stream={STREAM} position={{ epoch: 1, seq: 3 }} />
          </MemoryRouter>
        </QueryClientProvider>
      </WordsProvider>
    </MantineProvider>,
  );
}

test("the whole stream can be taken away, with a line that says how it is checked", async () => {
  await show();

  expect(screen.getByRole("button", { name: "Signed export" })).toBeTruthy();
  expect(screen.getByText(/triangle ledger verify --export/)).toBeTruthy();
});

test("the number of an entry leads to it, and closing it back to its number", async () => {
  const brought: Element[] = [];
  vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(function note(this: Element) {
    brought.push(this);
  });
  await show();

  fireEvent.click(screen.getByRole("link", { name: "Entry 2: what it changed" }));

  const panel = await screen.findByRole("region", { name: "Entry 2" });
  await waitFor(() => expect(document.activeElement).toBe(panel));
  expect(brought).toContain(panel);

  fireEvent.click(screen.getByRole("button", { name: "Close" }));

  await waitFor(() => expect(screen.queryByRole("region", { name: "Entry 2" })).toBeNull());
  expect(document.activeElement).toBe(screen.getByRole("link", { name: "Entry 2: what it changed" }));
});
