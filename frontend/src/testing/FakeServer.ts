import type { Entry, Position } from "@/api/types";
import type { Chance } from "@/testing/seed";
import type { Ack, Wire } from "@/realtime/wire";

const MOST_MISSED = 6;
const SLOWEST = 900;
const STREAM = "deal:42";

interface Reader {
  receive(entry: Entry): void;
  noteHead(seq: number): void;
}

/** One stream on a server, and a line to it that loses, doubles, delays and reorders what it carries; time is the tests' clock. */
export class FakeServer implements Wire {
  private epoch = 1;
  private entries: Entry[] = [];
  private isJoined = false;
  private line = 1;
  private counter = 0;
  /** Calm: everything arrives, once and in order. */
  isRough = true;
  reader: Reader | null = null;

  constructor(private readonly chance: Chance) {}

  /** What somebody who fetches the state now would see, and where it stands. */
  state(): { values: string[]; position: Position } {
    const values = this.entries.map(({ op_id: mark }) => String(mark));
    return { values, position: { epoch: this.epoch, seq: this.entries.length } };
  }

  /** Commits an entry and pushes it to whoever has joined. */
  commit(): void {
    this.counter += 1;
    const rest = { actor: 1, acting_for: null, data: {}, at: "2026-11-24T02:00:00Z" };
    const made: Entry = { stream: STREAM, seq: this.entries.length + 1, type: "x", version: 1, op_id: `${this.counter}`, ...rest };
    this.entries.push(made);
    if (this.isJoined) this.push(made);
  }

  /** Tells the newest number, as the server does again and again. */
  beat(): void {
    const seq = this.entries.length;
    if (this.isJoined) this.carry(() => this.reader?.noteHead(seq));
  }

  /** Breaks the line: whatever is on its way is gone, and the new line has joined nothing. */
  reconnect(): void {
    this.line += 1;
    this.isJoined = false;
  }

  /** Goes back to a backup: the last entries never happened, others will take their numbers. */
  restore(): void {
    this.entries = this.entries.slice(0, this.chance.below(this.entries.length + 1));
    this.epoch += 1;
    this.reconnect();
  }

  /** Answers a fetch of the state: read at some moment, received at a later one, or lost. */
  async fetch(): Promise<{ values: string[]; position: Position }> {
    await this.delay();
    if (this.isRough && this.chance.happens(0.2)) throw new Error("no answer");
    const read = this.state();
    await this.delay();
    return read;
  }

  async subscribe(_stream: string, asked: Position): Promise<Ack> {
    const { line } = this;
    await this.delay();
    if (line !== this.line || (this.isRough && this.chance.happens(0.15))) throw new Error("gone");
    this.isJoined = true;
    const ack = this.answer(asked);
    await this.delay();
    if (line !== this.line) throw new Error("gone");
    return ack;
  }

  unsubscribe(): void {
    this.isJoined = false;
  }

  private answer({ epoch, seq }: Position): Ack {
    const head = this.entries.length;
    if (epoch !== this.epoch) return { status: "reset", why: "epoch" };
    if (seq > head) return { status: "reset", why: "ahead" };
    if (head - seq > MOST_MISSED) return { status: "reset", why: "too_far" };
    return { status: "ok", epoch, head, entries: this.entries.slice(seq) };
  }

  private push(entry: Entry): void {
    if (this.isRough && this.chance.happens(0.25)) return;
    this.carry(() => this.reader?.receive(entry));
    if (this.isRough && this.chance.happens(0.25)) this.carry(() => this.reader?.receive(entry));
  }

  private carry(deliver: () => void): void {
    const { line } = this;
    void this.delay().then(() => line === this.line && deliver());
  }

  private delay(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.isRough ? this.chance.below(SLOWEST) : 5));
  }
}
