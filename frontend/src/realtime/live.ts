import type { Entry, Position } from "@/api/types";
import { Connection, type Line } from "@/realtime/socket";
import { type Listener, Stream } from "@/realtime/stream";
import type { Channel } from "@/realtime/wire";

interface Options extends Listener {
  csrf: () => string | null;
  refused: (code: string) => void;
  revoked: (stream: string) => void;
}

/** Everything live on a page: the connection, its streams with a count of their readers, and the state of the line. */
export class Live implements Channel {
  private readonly streams = new Map<string, { stream: Stream; readers: number }>();
  private readonly watchers = new Set<() => void>();
  private readonly hearers = new Map<(event: string, said: unknown) => void, string>();
  private readonly connection: Connection;
  private state: Line = "connecting";

  constructor(private readonly options: Options) {
    this.connection = new Connection(options.csrf, {
      line: (state) => this.changeLine(state),
      entry: (entry) => this.streams.get(entry.stream)?.stream.receive(entry),
      heads: (heads) => this.noteHeads(heads),
      revoked: (stream) => options.revoked(stream),
      refused: (code) => options.refused(code),
      other: (event, said) => this.passOn(event, said),
    });
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

  watchLine = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  ask(event: string, said: object): Promise<unknown> {
    return this.connection.ask(event, said);
  }

  tell(event: string, said: object): void {
    this.connection.tell(event, said);
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

  private begin(name: string, position: Position): void {
    const stream = new Stream(name, position, this.connection, this.options);
    this.streams.set(name, { stream, readers: 1 });
    if (this.state === "live") void stream.resume();
  }

  private leave(name: string): void {
    const known = this.streams.get(name);
    if (!known) return;
    known.readers -= 1;
    if (known.readers > 0) return;
    this.streams.delete(name);
    known.stream.close();
  }

  private noteHeads(heads: Record<string, number>): void {
    for (const [name, seq] of Object.entries(heads)) this.streams.get(name)?.stream.noteHead(seq);
  }

  private changeLine(state: Line): void {
    if (state === "live") for (const { stream } of this.streams.values()) void stream.resume();
    if (state === this.state) return;
    this.state = state;
    for (const watcher of this.watchers) watcher();
  }
}
