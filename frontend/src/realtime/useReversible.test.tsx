// @vitest-environment happy-dom
/** A change that shows at once: replaced by its entry, taken away when refused, kept in the order of the clicks. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ApiError } from "@/api/problem";
import type { Entry } from "@/api/types";
import { type EntryTypes, applyEntry } from "@/realtime/apply";
import { Live } from "@/realtime/live";
import { LiveProvider } from "@/realtime/LiveProvider";
import { useForeseen } from "@/realtime/useForeseen";
import { useReversible } from "@/realtime/useReversible";
import { FakeSocket } from "@/testing/FakeSocket";

const STREAM = "deal:1";
const KEY = [STREAM, "room"];
const types: EntryTypes = { ticked: { room: (_: string, { data }: Entry) => String(data.mark) } };

interface Sent {
  mark: string;
  key: string;
  answer: (mark: string) => void;
  refuse: (error: Error) => void;
}

let client: QueryClient;
let live: Live;
let socket: FakeSocket;
let sent: Sent[];
let failures: string[];

function useTick() {
  const reply = { data: "open", positions: { [STREAM]: { epoch: 1, seq: 4 } }, ...client.getQueryData<object>(KEY) };
  const shown = useForeseen(KEY, reply);
  const ticking = useReversible(
    (mark: string, key) => new Promise<string>((answer, refuse) => sent.push({ mark, key, answer, refuse })),
    {
      scope: "item",
      foresee: (mark) => ({ stream: STREAM, type: "ticked", data: { mark } }),
      told: (mark) => ({ mark }),
      onFail: (error, mark) => failures.push(`${mark} ${error.code}`),
    },
  );
  return { shown: shown?.data, ...ticking };
}

function Providers({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={client}>
      <LiveProvider live={live}>{children}</LiveProvider>
    </QueryClientProvider>
  );
}

beforeEach(() => {
  client = new QueryClient({ defaultOptions: { mutations: { networkMode: "always" } } });
  socket = new FakeSocket();
  sent = [];
  failures = [];
  socket.answer = () => ({ status: "ok", epoch: 1, head: 4, entries: [] });
  live = new Live(
    {
      me: 7,
      types,
      csrf: () => null,
      apply: (entry) => applyEntry(client, types, entry),
      reset: () => Promise.resolve(null),
      refused: () => undefined,
      touched: () => undefined,
    },
    socket.plug,
  );
  live.open();
  socket.opens();
  live.join(STREAM, { epoch: 1, seq: 4 });
  client.setQueryData(KEY, { data: "open", positions: { [STREAM]: { epoch: 1, seq: 4 } } });
});

afterEach(() => {
  cleanup();
  live.close();
});

const draw = () => renderHook(useTick, { wrapper: Providers }).result;
const hear = (seq: number, opId: string | undefined, mark: string) =>
  act(async () => socket.says("entry", { stream: STREAM, seq, type: "ticked", op_id: opId, actor: 7, data: { mark } }));

test("shows at once, goes on showing what the server answered, and ends in the entry", async () => {
  const tick = draw();
  await act(async () => tick.current.run("done"));
  expect(tick.current.shown).toBe("done");
  expect(client.getQueryData(KEY)).toMatchObject({ data: "open" });

  await act(async () => sent[0]?.answer("done by 7"));
  expect(tick.current.shown).toBe("done by 7");

  await hear(5, sent[0]?.key, "done at 10:32");
  expect(tick.current.shown).toBe("done at 10:32");
  expect(live.pending.all()).toEqual([]);
});

test("is taken away with the problem when it is refused", async () => {
  const tick = draw();
  await act(async () => tick.current.run("done"));
  await act(async () => sent[0]?.refuse(new ApiError({ code: "stale", title: "", status: 412, errors: [] })));

  expect(tick.current.shown).toBe("open");
  await waitFor(() => expect(tick.current.error?.code).toBe("stale"));
  expect(tick.current.failed).toBe("done");
  expect(failures).toEqual(["done stale"]);
});

test("changes of others show through below mine, and mine stays until it is decided", async () => {
  const tick = draw();
  await act(async () => tick.current.run("done"));
  await hear(5, "somebody else's", "not needed");
  expect(tick.current.shown).toBe("done");

  await act(async () => sent[0]?.refuse(new ApiError({ code: "stale", title: "", status: 412, errors: [] })));
  expect(tick.current.shown).toBe("not needed");
});

test("two clicks are sent one after the other, and the screen shows the last at once", async () => {
  const tick = draw();
  await act(async () => tick.current.run("done"));
  await act(async () => tick.current.run("open again"));
  expect(sent.map(({ mark }) => mark)).toEqual(["done"]);
  expect(tick.current.shown).toBe("open again");

  await act(async () => sent[0]?.answer("done"));
  expect(sent.map(({ mark }) => mark)).toEqual(["done", "open again"]);
  await hear(5, sent[0]?.key, "done");
  expect(tick.current.shown).toBe("open again");
});
