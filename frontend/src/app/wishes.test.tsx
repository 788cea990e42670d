// @vitest-environment happy-dom
/** What I wish on another device is told on my own stream, and shown here without being asked for. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keys } from "@/api/keys";
import type { Entry, FollowedWish } from "@/api/types";
import { entryTypes } from "@/app/entries";
import { useWish } from "@/features/notifications/settings";
import { WishForm } from "@/features/notifications/WishForm";
import { applyEntry } from "@/realtime/apply";
import { Live } from "@/realtime/live";
import { LiveProvider } from "@/realtime/LiveProvider";
import { FakeSocket } from "@/testing/FakeSocket";
import { WordsProvider } from "@/ui/WordsProvider";
import { loadWords } from "@/words/catalogue";

const ME = { id: 8, role: "member" };
const STREAM = `user:${ME.id}`;
const NONE = { channels: {}, quiet_from: null as string | null, quiet_until: null as string | null, digest_at: null, muted: [], usable: [], version: 1 };

let kept: typeof NONE;
let seq: number;
let asked: number;
let live: Live;
let client: QueryClient;

function answer(address: string): Promise<Response> {
  if (address.startsWith("/api/notification-wish")) asked += 1;
  return Promise.resolve(Response.json({ data: kept, positions: { [STREAM]: { epoch: 1, seq } } }));
}

beforeEach(() => {
  kept = NONE;
  seq = 4;
  asked = 0;
  vi.stubGlobal("fetch", answer);
  client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(keys.session, { data: ME, can: [], positions: {} });
  const deaf = { me: ME.id, types: {}, csrf: () => null, apply: () => true, reset: () => Promise.resolve(null), refused: () => undefined, touched: () => undefined };
  live = new Live(deaf, new FakeSocket().plug);
});

afterEach(() => {
  cleanup();
  live.close();
  vi.unstubAllGlobals();
});

function Page() {
  const wish = useWish().data?.data;
  return wish ? <WishForm wish={wish} /> : null;
}

async function show(): Promise<void> {
  render(
    <MantineProvider env="test">
      <WordsProvider language="en" words={await loadWords("en")}>
        <QueryClientProvider client={client}>
          <LiveProvider live={live}>
            <Page />
          </LiveProvider>
        </QueryClientProvider>
      </WordsProvider>
    </MantineProvider>,
  );
  await waitFor(() => expect(field("Quiet from")).toBeTruthy());
}

const field = (label: string) => screen.queryByLabelText(label) as HTMLInputElement;

function hear(type: string): void {
  seq += 1;
  const entry: Entry = { stream: STREAM, seq, type, version: 1, op_id: "elsewhere", actor: ME.id, acting_for: null, data: {}, at: "2026-03-02T02:00:00Z" };
  applyEntry(client, entryTypes, entry);
}

test("quiet hours that were set on the phone are in the fields of the desk", async () => {
  await show();
  kept = { ...NONE, quiet_from: "22:00", quiet_until: "07:00", version: 2 };

  hear("wish.changed");

  await waitFor(() => expect(field("Quiet from").value).toBe("22:00"));
  expect(field("Quiet until").value).toBe("07:00");
});

test("what I have typed here stays", async () => {
  await show();
  fireEvent.change(field("Quiet until"), { target: { value: "06:30" } });
  kept = { ...NONE, quiet_from: "22:00", quiet_until: "07:00", version: 2 };

  hear("wish.changed");

  await waitFor(() => expect(asked).toBe(2));
  await waitFor(() => expect(client.getQueryData<FollowedWish>(keys.wish(ME.id))?.data.version).toBe(2));
  // Nothing of a form that was changed moves by itself: whoever saves it is asked which of both shall hold.
  expect(field("Quiet until").value).toBe("06:30");
});

test("a hand-off that comes asks for no wishes again", async () => {
  await show();

  hear("notification.made");
  hear("wish.changed");

  await waitFor(() => expect(asked).toBe(2));
});
