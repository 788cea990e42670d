import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Entry, Position } from "@/api/types";
import { Live } from "@/realtime/live";
import { FakeSocket, settle } from "@/testing/FakeSocket";

const ME = 7;
const STREAM = "deal:42";

let socket: FakeSocket;
let live: Live;
let applied: number[];
let touched: string[];
let refused: string[];
let missed: Entry[];
let page: EventTarget;

function entry(seq: number, rest: Partial<Entry> = {}): Entry {
  const said = { actor: 1, acting_for: null, op_id: null, data: {}, at: "2026-11-24T02:00:00Z" };
  return { stream: STREAM, seq, type: "node.started", version: 1, ...said, ...rest };
}

beforeEach(() => {
  vi.useFakeTimers();
  page = new EventTarget();
  vi.stubGlobal("window", page);
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  socket = new FakeSocket();
  applied = [];
  touched = [];
  refused = [];
  missed = [];
  socket.answer = (event, { after }: { after: number }) =>
    event === "subscribe"
      ? { status: "ok", epoch: 1, head: after + missed.length, entries: missed }
      : { status: "ok", people: [{ id: 9, node: null, since: "2026-11-24T02:00:00Z" }] };
  live = new Live(
    {
      me: ME,
      types: {},
      csrf: () => "token",
      apply: ({ seq }) => applied.push(seq),
      reset: () => Promise.resolve<Position | null>(null),
      refused: (code) => refused.push(code),
      touched: (list) => touched.push(list),
    },
    socket.plug,
  );
  live.open();
});

afterEach(() => {
  live.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function goLive(): Promise<void> {
  socket.opens();
  live.join(STREAM, { epoch: 1, seq: 10 });
  await settle();
}

const subscriptions = () => socket.emitted.filter(({ event }) => event === "subscribe").map(({ said }) => said);

describe("a line that breaks", () => {
  beforeEach(goLive);

  test("is tried again with jitter, and later and later", () => {
    socket.breaks();
    expect(live.line).toBe("offline");
    const waits = Array.from({ length: 8 }, () => {
      const before = Date.now();
      vi.advanceTimersToNextTimer();
      socket.refuses();
      return Date.now() - before;
    });

    expect(waits[0]).toBe(1_000);
    expect(waits.at(-1)).toBe(15_500);
    expect(socket.attempts).toBe(9);
  });

  test("resumes its streams from their last entries", async () => {
    socket.says("entry", entry(11));
    socket.breaks();
    vi.advanceTimersByTime(1_000);
    missed = [entry(12), entry(13)];
    socket.opens();
    await settle();

    expect(subscriptions().at(-1)).toMatchObject({ stream: STREAM, after: 11 });
    expect(applied).toEqual([11, 12, 13]);
  });

  test("says since when the page is not up to date, until everything missed is there", async () => {
    const brokeAt = Date.now();
    socket.breaks();
    vi.advanceTimersByTime(5_000);
    expect(live.staleSince(STREAM)).toBe(brokeAt);
    expect(live.downSince).toBe(brokeAt);

    socket.opens();
    expect(live.downSince).toBeNull();
    expect(live.staleSince(STREAM)).toBe(brokeAt);
    await settle();
    expect(live.staleSince(STREAM)).toBeNull();
  });

  test("fetches the lists once it is back: hints are not repeated", () => {
    touched = [];
    socket.breaks();
    vi.advanceTimersByTime(1_000);
    socket.opens();

    expect(touched).toEqual(["deals", "accounts"]);
  });

  test("is tried at once when the network is back", () => {
    socket.breaks();
    const before = socket.attempts;
    page.dispatchEvent(new Event("online"));
    expect(socket.attempts).toBe(before + 1);
  });

  test("is dead when nothing is heard for longer than two heads", () => {
    vi.advanceTimersByTime(34_000);
    socket.says("heads", { [STREAM]: 10 });
    vi.advanceTimersByTime(34_000);
    expect(live.line).toBe("live");
    vi.advanceTimersByTime(1_100);
    expect(live.line).toBe("offline");
  });
});

describe("a restart that was announced", () => {
  beforeEach(async () => {
    await goLive();
    socket.says("restart", { in_ms: 1_000 });
  });

  test("is waited for: the line is not called offline, and the return is not in one wave", () => {
    vi.advanceTimersByTime(300);
    socket.breaks();
    expect(live.line).toBe("connecting");
    const before = socket.attempts;
    vi.advanceTimersByTime(1_100);
    expect(socket.attempts).toBe(before);
    vi.advanceTimersByTime(100);
    expect(socket.attempts).toBe(before + 1);

    socket.opens();
    expect(live.line).toBe("live");
  });

  test("that does not come back in time is a line that is down", () => {
    socket.breaks();
    vi.advanceTimersByTime(1_500);
    socket.refuses();
    expect(live.line).toBe("offline");
  });

  test("is over once the line is back", () => {
    socket.breaks();
    vi.advanceTimersByTime(1_500);
    socket.opens();
    socket.breaks();
    expect(live.line).toBe("offline");
  });
});

describe("being taken out of a room", () => {
  beforeEach(goLive);

  test("leaves the stream, and asks for nothing of it again", async () => {
    socket.says("revoked", { stream: STREAM });
    socket.says("entry", entry(11));
    socket.breaks();
    vi.advanceTimersByTime(1_000);
    socket.opens();
    await settle();

    expect(live.isRevoked(STREAM)).toBe(true);
    expect(applied).toEqual([]);
    expect(subscriptions()).toHaveLength(1);
  });

  test("is found out on the return, when it happened while the line was down", async () => {
    socket.breaks();
    socket.answer = () => ({ status: "error", code: "not_found" });
    vi.advanceTimersByTime(1_000);
    socket.opens();
    await settle();

    expect(live.isRevoked(STREAM)).toBe(true);
  });

  test("is forgotten when the person asks again", () => {
    socket.says("revoked", { stream: STREAM });
    live.forgive(STREAM);
    expect(live.isRevoked(STREAM)).toBe(false);
  });
});

describe("hints about lists", () => {
  beforeEach(() => {
    socket.opens();
    touched = [];
  });

  test("a storm of them is followed at a pace", () => {
    for (let id = 0; id < 50; id += 1) socket.says("touched", { kind: "deals", ids: [id] });
    expect(touched).toEqual(["deals"]);
    vi.advanceTimersByTime(1_500);
    expect(touched).toEqual(["deals", "deals"]);
  });

  test("about something unknown are nothing to us", () => {
    socket.says("touched", { kind: "forecasts", ids: [1] });
    expect(touched).toEqual([]);
  });
});

test("a session that the server does not know is reported, and the line tried again", () => {
  socket.refuses("unauthenticated");
  expect(refused).toEqual(["unauthenticated"]);
  expect(live.line).toBe("offline");
});

describe("a change of mine", () => {
  beforeEach(goLive);

  const foreseen = { stream: STREAM, type: "checklist_item.changed", data: { item: { id: 1 } } };

  test("is pending until the entry with its op_id comes", () => {
    live.pending.expect("op-1", foreseen);
    live.answered(STREAM, "op-1", { item: { id: 1, version: 2 } });
    expect(live.pending.all()).toMatchObject([{ data: { item: { version: 2 } } }]);

    socket.says("entry", entry(11, { op_id: "op-1", actor: ME }));
    expect(live.pending.all()).toEqual([]);
  });

  test("may be answered after its entry came", () => {
    live.pending.expect("op-1", foreseen);
    socket.says("entry", entry(11, { op_id: "op-1", actor: ME }));
    live.answered(STREAM, "op-1", {});
    expect(live.pending.all()).toEqual([]);
  });

  test("leaves no trace in a room that is not read any more", () => {
    const leave = live.join("deal:43", { epoch: 1, seq: 0 });
    live.pending.expect("op-1", { ...foreseen, stream: "deal:43" });
    live.pending.expect("op-2", { ...foreseen, stream: "deal:43" });
    live.answered("deal:43", "op-1", {});
    leave();
    live.answered("deal:43", "op-2", {});
    expect(live.pending.all()).toEqual([]);
  });

  test("is no news to me, what others do is, for a while", () => {
    socket.says("entry", entry(11, { actor: ME }));
    socket.says("entry", entry(12, { actor: 8 }));
    expect(live.recent.all().map(({ seq }) => seq)).toEqual([12]);
    vi.advanceTimersByTime(4_100);
    expect(live.recent.all()).toEqual([]);
  });
});

test("where I am is said on every new connection, and nobody is known to be there without one", async () => {
  socket.opens();
  live.presence.enter(42, 3);
  vi.advanceTimersByTime(0);
  await settle();
  socket.breaks();
  expect(live.presence.of(42)).toEqual([]);
  vi.advanceTimersByTime(1_000);
  socket.opens();
  await settle();

  const said = { event: "presence", said: { deal: 42, state: { node: 3 } } };
  expect(socket.emitted).toEqual([said, said]);
  socket.says("presence", { deal: 42, changed: [], gone: [9] });
  expect(live.presence.of(42)).toEqual([]);
});

test("the page has one connection, which ends with it", () => {
  socket.opens();
  live.close();
  vi.advanceTimersByTime(600_000);
  expect([socket.attempts, socket.connected]).toEqual([1, false]);
});
