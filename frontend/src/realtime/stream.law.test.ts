/** Whatever a line does to a stream, in the end the page shows what a fresh fetch would show. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Entry } from "@/api/types";
import { Stream } from "@/realtime/stream";
import { FakeServer } from "@/testing/FakeServer";
import { Chance } from "@/testing/seed";

const STORIES = 300;
const STEPS = 40;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A page: it holds a state and applies to it what the stream says, in the order in which it is said. */
class Page {
  values: string[] = [];
  faults: string[] = [];
  stream: Stream;
  private expected = 0;

  constructor(readonly server: FakeServer) {
    const { values, position } = server.state();
    this.values = values;
    this.expected = position.seq;
    this.stream = new Stream("deal:42", position, server, {
      apply: (entry) => this.apply(entry),
      reset: () => this.reset(),
      denied: () => this.faults.push("denied"),
      freshness: () => undefined,
    });
    server.reader = this.stream;
  }

  private apply(entry: Entry): void {
    this.expected += 1;
    if (entry.seq !== this.expected) this.faults.push(`${entry.seq} instead of ${this.expected}`);
    this.values = [...this.values, String(entry.op_id)];
  }

  private async reset() {
    const { values, position } = await this.server.fetch();
    this.values = values;
    this.expected = position.seq;
    return position;
  }
}

const DEEDS = ["commit", "commit", "commit", "commit", "beat", "wait", "wait", "reconnect", "burst", "restore"] as const;

async function tell(seed: number): Promise<Page> {
  const chance = new Chance(seed);
  const server = new FakeServer(chance);
  for (let before = chance.below(4); before > 0; before -= 1) server.commit();
  const page = new Page(server);
  void page.stream.resume();
  for (let step = 0; step < STEPS; step += 1) {
    const deed = chance.pick(DEEDS);
    if (deed === "commit") server.commit();
    if (deed === "burst") for (let count = chance.below(12); count > 0; count -= 1) server.commit();
    if (deed === "beat") server.beat();
    if (deed === "reconnect") server.reconnect();
    if (deed === "restore") server.restore();
    if (deed === "reconnect" || deed === "restore") {
      page.stream.lose();
      void page.stream.resume();
    }
    // The story goes on in the order in which it is told.
    // oxlint-disable-next-line no-await-in-loop
    await vi.advanceTimersByTimeAsync(chance.below(700));
  }
  return page;
}

/** The line is good again: one more word of the head, and time to repair. */
async function calm({ server }: Page): Promise<void> {
  server.isRough = false;
  for (let beat = 0; beat < 3; beat += 1) {
    // oxlint-disable-next-line no-await-in-loop
    await vi.advanceTimersByTimeAsync(4_000);
    server.beat();
  }
  await vi.advanceTimersByTimeAsync(15_000);
}

test(`${STORIES} stories of entries lost, doubled and reordered, of resets and restored backups`, async () => {
  for (let seed = 1; seed <= STORIES; seed += 1) {
    // oxlint-disable-next-line no-await-in-loop
    const page = await tell(seed);
    // oxlint-disable-next-line no-await-in-loop
    await calm(page);
    const fresh = page.server.state();
    expect({ seed, values: page.values, position: page.stream.position, faults: page.faults, stale: page.stream.staleSince }).toEqual({
      seed,
      values: fresh.values,
      position: fresh.position,
      faults: [],
      stale: null,
    });
    page.stream.close();
    vi.clearAllTimers();
  }
});
