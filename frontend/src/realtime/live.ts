import type { Entry, Position } from "@/api/types";
import { throttle } from "@/lib/throttle";
import { Watched } from "@/lib/Watched";
import type { EntryTypes } from "@/realtime/apply";
import { Pending } from "@/realtime/pending";
import { Presence } from "@/realtime/presence";
import { Recent } from "@/realtime/recent";
import { Connection, type Line, type Plug } from "@/realtime/socket";
import { type Listener, Stream } from "@/realtime/stream";
import type { Channel } from "@/realtime/wire";

/** Lists follow a storm of hints at this pace. */
const TOUCH_EVERY = 1_500;
/** What was fetched this shortly before the first connection cannot have missed much. */
const QUICK_START = 2_000;
const LISTS = ["deals", "accounts"] as const;
type ListKind = (typeof LISTS)[number];

export interface LiveOptions extends Pick<Listener, "apply" | "reset"> {
  /** Who is signed in. */
  me: number;
  types: EntryTypes;
  csrf: () => string | null;
  refused: (code: string) => void;
  /** A list changed that no stream keeps, or may have while the line was down. */
  touched: (kind: ListKind) => void;
}

/** Everything live on a page: the connection, its streams with a count of their readers, and the state of the line. */
export class Live extends Watched implements Channel {
  readonly pending = new Pending();
  readonly recent: Recent;
  readonly presence: Presence;
  readonly types: EntryTypes;
  private readonly streams = new Map<string, { stream: Stream; readers: number }>();
  private readonly revoked = new Set<string>();
  private readonly hearers = new Map<(event: string, said: unknown) => void, string>();
  private readonly connection: Connection;
  private readonly touch: Record<ListKind, () => void>;
  private state: Line = "connecting";
  private lostAt: number | null = null;
  private hadLine = false;

  constructor(
    private readonly options: LiveOptions,
    plug?: () => Plug,
  ) {
    super();
    this.types = options.types;
    this.connection = new Connection(
      options.csrf,
      {
        line: (state) => this.changeLine(state),
        entry: (entry) => this.streams.get(entry.stream)?.stream.receive(entry),
        heads: (heads) => this.noteHeads(heads),
        presence: (news) => this.presence.hear(news),
        touched: (kind) => this.noteTouched(kind),
        revoked: (stream) => this.revoke(stream),
        refused: (code) => options.refused(code),
        other: (event, said) => this.passOn(event, said),
      },
      plug,
    );
    this.presence = new Presence(this.connection);
    this.recent = new Recent(options.me);
    this.touch = {
      deals: throttle(() => options.touched("deals"), TOUCH_EVERY),
      accounts: throttle(() => options.touched("accounts"), TOUCH_EVERY),
    };
  }

  open(): void {
    this.connection.open();
  }

  close(): void {
    for (const { stream } of this.streams.values()) stream.close();
    this.streams.clear();
    this.connection.close();
  }

  retry = (): void => this.connection.now();

  get line(): Line {
    return this.state;
  }

  /** Since when the line is down, or not there yet; null while it is up. */
  get downSince(): number | null {
    return this.lostAt;
  }

  /** Resolves when the line is live again; at once when it is. */
  whenLive(): Promise<void> {
    if (this.state === "live") return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.watch(() => {
        if (this.state !== "live") return;
        stop();
        resolve();
      });
    });
  }

  /** Since when what this page shows of a stream may be out of date, or null. */
  staleSince(name: string): number | null {
    return this.streams.get(name)?.stream.staleSince ?? this.lostAt;
  }

  /** True once the server has taken this reader out of a stream. */
  isRevoked(name: string): boolean {
    return this.revoked.has(name);
  }

  /** Whoever asks again may have been let in again. */
  forgive(name: string): void {
    if (this.revoked.delete(name)) this.tell();
  }

  ask(event: string, said: object): Promise<unknown> {
    return this.connection.ask(event, said);
  }

  say(event: string, said: object): void {
    this.connection.say(event, said);
  }

  hear(prefix: string, listener: (event: string, said: unknown) => void): () => void {
    this.hearers.set(listener, prefix);
    return () => this.hearers.delete(listener);
  }

  /** Joins a stream from a known position; the returned function leaves it again. */
  join(name: string, position: Position): () => void {
    const known = this.streams.get(name);
    if (known) known.readers += 1;
    else this.begin(name, position);
    return () => this.leave(name);
  }

  /** Returns the entries after a position that this page has already heard, or null when it has forgotten some. */
  since(name: string, position: Position): Entry[] | null {
    const known = this.streams.get(name);
    return known ? known.stream.since(position) : [];
  }

  private passOn(event: string, said: unknown): void {
    for (const [listener, prefix] of this.hearers) if (event.startsWith(prefix)) listener(event, said);
  }

  /** Takes the server's yes to a pending change: its entry follows by the stream, if anybody still reads that. */
  answered(stream: string, opId: string, data: Entry["data"]): void {
    if (this.streams.has(stream)) this.pending.answer(opId, data);
    else this.pending.settle(opId);
  }

  private begin(name: string, position: Position): void {
    const stream = new Stream(name, position, this.connection, {
      apply: (entry) => this.apply(entry),
      reset: (each) => this.reset(each),
      denied: (each) => this.revoke(each),
      freshness: () => this.tell(),
    });
    this.streams.set(name, { stream, readers: 1 });
    if (this.state === "live") void stream.resume();
    else if (this.lostAt !== null) stream.lose(this.lostAt);
  }

  private leave(name: string): void {
    const known = this.streams.get(name);
    if (!known) return;
    known.readers -= 1;
    if (known.readers > 0) return;
    this.streams.delete(name);
    known.stream.close();
    this.pending.settleAnswered(name);
  }

  private apply(entry: Entry): void {
    this.options.apply(entry);
    this.pending.settle(entry.op_id);
    this.recent.note(entry);
  }

  private async reset(name: string): Promise<Position | null> {
    const position = await this.options.reset(name);
    this.pending.settleAnswered(name);
    return position;
  }

  private revoke(name: string): void {
    const known = this.streams.get(name);
    if (!known) return;
    this.streams.delete(name);
    known.stream.close();
    this.revoked.add(name);
    for (const list of LISTS) this.touch[list]();
    this.tell();
  }

  private noteHeads(heads: Record<string, number>): void {
    for (const [name, seq] of Object.entries(heads)) this.streams.get(name)?.stream.noteHead(seq);
  }

  private noteTouched(kind: string): void {
    const list = LISTS.find((each) => each === kind);
    if (list) this.touch[list]();
  }

  private changeLine(state: Line): void {
    const down = this.lostAt === null ? 0 : Date.now() - this.lostAt;
    const wasLost = this.hadLine || down > QUICK_START;
    this.lostAt = state === "live" ? null : (this.lostAt ?? Date.now());
    this.hadLine ||= state === "live";
    const isChange = state !== this.state;
    this.state = state;
    if (state === "live") this.resume(wasLost);
    else this.lose();
    if (isChange || state === "connecting") this.tell();
  }

  private resume(wasLost: boolean): void {
    for (const { stream } of this.streams.values()) void stream.resume();
    this.presence.resume();
    // Hints are not repeated: whatever changed meanwhile in the lists is fetched.
    if (wasLost) for (const list of LISTS) this.touch[list]();
  }

  private lose(): void {
    if (this.lostAt !== null) for (const { stream } of this.streams.values()) stream.lose(this.lostAt);
    if (this.state === "offline") this.presence.lose();
  }
}
