import type { Entry, Position } from "@/api/types";
import type { Wire } from "@/realtime/wire";

const PATIENCE_BEHIND = 2_000;
const PATIENCE_RETRY = 2_000;
/** As many entries as the server resumes; older replies are fetched again instead of caught up. */
const REMEMBERED = 300;

export interface Listener {
  /** Called once for every entry, in order and without gaps. */
  apply(entry: Entry): void;
  /** Fetches the stream's state again; returns where it stands now, null when nobody reads it, rejects when it cannot tell. */
  reset(stream: string): Promise<Position | null>;
  /** Called once when the server says that the stream may not be read any more. */
  denied(stream: string): void;
  /** Called when `staleSince` changed. */
  freshness(stream: string): void;
}

/** One subscribed stream: drops doubles, repairs gaps, resumes after a reconnect, resets when it must. */
export class Stream {
  private epoch: Position["epoch"];
  private last: number;
  private seen: number;
  private early = new Map<number, Entry>();
  private recent: Entry[] = [];
  private asking = false;
  private isClosed = false;
  private stale: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly name: string,
    position: Position,
    private readonly wire: Wire,
    private readonly listener: Listener,
  ) {
    this.epoch = position.epoch;
    this.last = position.seq;
    this.seen = position.seq;
  }

  get position(): Position {
    return { epoch: this.epoch, seq: this.last };
  }

  /** Since when this page may have missed something, or null while it is up to date. */
  get staleSince(): number | null {
    return this.stale;
  }

  /** The line is down: nothing is heard until the next resume. */
  lose(since = Date.now()): void {
    this.age(this.stale ?? since);
  }

  /** Asks for everything after the last entry; at most one question is on its way. */
  async resume(): Promise<void> {
    if (this.asking || this.isClosed) return;
    this.asking = true;
    this.stopTimer();
    let isRepaired = false;
    try {
      isRepaired = await this.ask();
    } catch {
      // The connection went away; its return resumes every stream, the timer covers an answer that was lost.
    } finally {
      this.asking = false;
    }
    const isCurrent = isRepaired && !this.isBehind();
    this.age(isCurrent ? null : (this.stale ?? Date.now()));
    if (!isCurrent) this.startTimer(PATIENCE_RETRY);
  }

  receive(entry: Entry): void {
    if (this.isClosed || entry.seq <= this.last) return;
    this.seen = Math.max(this.seen, entry.seq);
    this.early.set(entry.seq, entry);
    this.drain();
    if (this.isBehind()) void this.resume();
  }

  /** Takes the server's word for the newest number; behind it for two seconds means that something was lost. */
  noteHead(seq: number): void {
    this.seen = Math.max(this.seen, seq);
    if (this.isBehind() && this.timer === undefined) this.startTimer(PATIENCE_BEHIND);
  }

  /** Returns the entries after a position, or null when some of them are no longer remembered. */
  since({ epoch, seq }: Position): Entry[] | null {
    if (epoch !== this.epoch || seq >= this.last) return [];
    const missed = this.recent.filter((entry) => entry.seq > seq);
    return missed[0]?.seq === seq + 1 ? missed : null;
  }

  close(): void {
    this.isClosed = true;
    this.stopTimer();
    this.wire.unsubscribe(this.name);
  }

  /** Returns true when nothing is left to ask; a second reset in a row waits for the timer. */
  private async ask(mayReset = true): Promise<boolean> {
    const ack = await this.wire.subscribe(this.name, this.position);
    if (this.isClosed) return true;
    if (ack.status === "error") return this.giveUp(ack.code);
    if (ack.status === "reset") return mayReset && this.restart();
    this.seen = Math.max(this.seen, ack.head);
    for (const entry of ack.entries) if (entry.seq > this.last) this.early.set(entry.seq, entry);
    this.drain();
    return true;
  }

  /** Returns true for refusals that asking again cannot heal. */
  private giveUp(code: string): boolean {
    if (code !== "not_found" && code !== "forbidden") return code === "unauthenticated";
    this.listener.denied(this.name);
    return true;
  }

  private async restart(): Promise<boolean> {
    const position = await this.listener.reset(this.name);
    if (position === null || this.isClosed) return true;
    this.epoch = position.epoch;
    this.last = position.seq;
    this.seen = position.seq;
    this.early.clear();
    this.recent = [];
    return this.ask(false);
  }

  private drain(): void {
    for (let entry = this.early.get(this.last + 1); entry; entry = this.early.get(this.last + 1)) {
      this.last = entry.seq;
      this.remember(entry);
      this.listener.apply(entry);
    }
    for (const seq of this.early.keys()) if (seq <= this.last) this.early.delete(seq);
  }

  private remember(entry: Entry): void {
    this.recent.push(entry);
    if (this.recent.length > REMEMBERED) this.recent.shift();
  }

  private isBehind(): boolean {
    return this.seen > this.last;
  }

  private age(stale: number | null): void {
    if (this.stale === stale || this.isClosed) return;
    this.stale = stale;
    this.listener.freshness(this.name);
  }

  private startTimer(after: number): void {
    if (this.isClosed) return;
    this.stopTimer();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.resume();
    }, after);
  }

  private stopTimer(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
