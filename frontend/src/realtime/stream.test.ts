import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Entry, Position } from "@/api/types";
import { Stream } from "@/realtime/stream";
import type { Ack } from "@/realtime/wire";

const EPOCH = 1;

function entry(seq: number): Entry {
  const rest = { actor: 1, acting_for: null, op_id: null, data: {}, at: "2026-11-23T02:00:00Z" };
  return { stream: "deal:42", seq, type: "node.started", version: 1, ...rest };
}

function ok(head: number, seqs: number[] = []): Ack {
  return { status: "ok", epoch: EPOCH, head, entries: seqs.map(entry) };
}

/** A connection whose answers the test gives one by one. */
class FakeWire {
  asked: Position[] = [];
  left: string[] = [];
  private waiting: { give: (ack: Ack) => void; fail: (why: Error) => void }[] = [];

  subscribe(_stream: string, position: Position): Promise<Ack> {
    this.asked.push(position);
    return new Promise((give, fail) => this.waiting.push({ give, fail }));
  }

  unsubscribe(stream: string): void {
    this.left.push(stream);
  }

  async answer(ack: Ack): Promise<void> {
    this.waiting.shift()?.give(ack);
    await settle();
  }

  async drop(): Promise<void> {
    this.waiting.shift()?.fail(new Error("gone"));
    await settle();
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

let wire: FakeWire;
let applied: number[];
let resets: number;
let denied: string[];
let ages: (number | null)[];
let afterReset: Position | null | Error;
let stream: Stream;

beforeEach(() => {
  vi.useFakeTimers();
  wire = new FakeWire();
  applied = [];
  resets = 0;
  denied = [];
  ages = [];
  afterReset = { epoch: 2, seq: 3 };
  const listener = {
    apply: (said: Entry) => applied.push(said.seq),
    reset: () => {
      resets += 1;
      return afterReset instanceof Error ? Promise.reject(afterReset) : Promise.resolve(afterReset);
    },
    denied: (name: string) => denied.push(name),
    freshness: () => ages.push(stream.staleSince),
  };
  stream = new Stream("deal:42", { epoch: EPOCH, seq: 10 }, wire, listener);
});

async function goLive(): Promise<void> {
  void stream.resume();
  await wire.answer(ok(10));
}

describe("a live stream", () => {
  beforeEach(goLive);

  test("applies entries in order", () => {
    [11, 12, 13].forEach((seq) => stream.receive(entry(seq)));

    expect(applied).toEqual([11, 12, 13]);
    expect(stream.position).toEqual({ epoch: EPOCH, seq: 13 });
  });

  test("drops doubles and what is older than its position", () => {
    [11, 11, 9, 10, 12, 11].forEach((seq) => stream.receive(entry(seq)));

    expect(applied).toEqual([11, 12]);
  });

  test("asks from its last entry when it sees a gap, once, and keeps what came early", async () => {
    [12, 13, 14].forEach((seq) => stream.receive(entry(seq)));
    expect(applied).toEqual([]);
    expect(wire.asked.slice(1)).toEqual([{ epoch: EPOCH, seq: 10 }]);

    await wire.answer(ok(13, [11, 12, 13]));

    expect(applied).toEqual([11, 12, 13, 14]);
  });

  test("finds a silently lost last entry two seconds after the heads", async () => {
    stream.noteHead(11);
    vi.advanceTimersByTime(1_900);
    expect(wire.asked).toHaveLength(1);

    vi.advanceTimersByTime(200);
    await wire.answer(ok(11, [11]));

    expect(applied).toEqual([11]);
  });

  test("asks nothing when the entry arrives soon after the heads", () => {
    stream.noteHead(11);
    stream.receive(entry(11));
    vi.advanceTimersByTime(1_900);

    expect(wire.asked).toHaveLength(1);
  });

  test("resumes from its last entry after a reconnect", async () => {
    stream.receive(entry(11));
    void stream.resume();
    await wire.answer(ok(13, [12, 13]));

    expect(wire.asked.at(-1)).toEqual({ epoch: EPOCH, seq: 11 });
    expect(applied).toEqual([11, 12, 13]);
  });

  test("remembers what it heard for replies that are on their way", () => {
    [11, 12].forEach((seq) => stream.receive(entry(seq)));

    expect(stream.since({ epoch: EPOCH, seq: 11 })?.map(({ seq }) => seq)).toEqual([12]);
    expect(stream.since({ epoch: EPOCH, seq: 12 })).toEqual([]);
    expect(stream.since({ epoch: EPOCH, seq: 4 })).toBeNull();
    expect(stream.since({ epoch: 0, seq: 4 })).toEqual([]);
  });

  test("is silent once it is closed", () => {
    stream.close();
    stream.receive(entry(11));

    expect(applied).toEqual([]);
    expect(wire.left).toEqual(["deal:42"]);
  });
});

describe("a reset", () => {
  test("fetches the state and goes on from its position and epoch", async () => {
    void stream.resume();
    await wire.answer({ status: "reset", why: "epoch" });
    expect(wire.asked.at(-1)).toEqual({ epoch: 2, seq: 3 });
    await wire.answer({ status: "ok", epoch: 2, head: 4, entries: [entry(4)] });

    expect(resets).toBe(1);
    expect(applied).toEqual([4]);
  });

  test("does not repeat without a pause", async () => {
    void stream.resume();
    await wire.answer({ status: "reset", why: "too_far" });
    await wire.answer({ status: "reset", why: "too_far" });
    expect(resets).toBe(1);
    expect(wire.asked).toHaveLength(2);

    vi.advanceTimersByTime(2_100);
    expect(wire.asked).toHaveLength(3);
  });

  test("ends quietly when the state may no longer be read", async () => {
    afterReset = null;
    void stream.resume();
    await wire.answer({ status: "reset", why: "epoch" });
    vi.advanceTimersByTime(60_000);

    expect(wire.asked).toHaveLength(1);
  });

  test("is tried again when the state did not come", async () => {
    afterReset = new Error("no answer");
    void stream.resume();
    await wire.answer({ status: "reset", why: "too_far" });
    afterReset = { epoch: EPOCH, seq: 900 };
    vi.advanceTimersByTime(2_100);
    await wire.answer({ status: "reset", why: "too_far" });
    await wire.answer(ok(900));

    expect(stream.position).toEqual({ epoch: EPOCH, seq: 900 });
  });
});

describe("how fresh it is", () => {
  test("since the line was lost, until the resume is answered", async () => {
    await goLive();
    const lostAt = Date.now();
    stream.lose();
    vi.advanceTimersByTime(60_000);
    expect(stream.staleSince).toBe(lostAt);

    void stream.resume();
    expect(stream.staleSince).toBe(lostAt);
    await wire.answer(ok(10));
    expect(ages).toEqual([lostAt, null]);
  });

  test("stale while an entry that the server speaks of does not come", async () => {
    await goLive();
    stream.noteHead(12);
    vi.advanceTimersByTime(2_100);
    await wire.answer(ok(12, [12]));
    expect(stream.staleSince).toBe(Date.now());

    vi.advanceTimersByTime(2_100);
    await wire.answer(ok(12, [11, 12]));
    expect(stream.staleSince).toBeNull();
  });
});

describe("a bad line", () => {
  test("asks again when the answer is lost", async () => {
    void stream.resume();
    await wire.drop();
    vi.advanceTimersByTime(2_100);
    await wire.answer(ok(11, [11]));

    expect(applied).toEqual([11]);
  });

  test("has at most one question on its way", () => {
    void stream.resume();
    void stream.resume();
    stream.receive(entry(15));

    expect(wire.asked).toHaveLength(1);
  });

  test("does not insist on a stream it may not read", async () => {
    void stream.resume();
    await wire.answer({ status: "error", code: "not_found" });
    vi.advanceTimersByTime(60_000);

    expect(wire.asked).toHaveLength(1);
    expect(denied).toEqual(["deal:42"]);
  });
});
