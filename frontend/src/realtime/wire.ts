import type { Entry, Position } from "@/api/types";

/** What the server answers to a subscription. */
export type Ack =
  | { status: "ok"; epoch: Position["epoch"]; head: number; entries: Entry[] }
  | { status: "reset"; why: string }
  | { status: "error"; code: string };

/** A feature's own events on the one connection, next to the streams. */
export interface Channel {
  readonly line: "connecting" | "live" | "offline";
  watchLine(watcher: () => void): () => void;
  /** Rejects when the connection is gone or no answer comes in time. */
  ask(event: string, said: object): Promise<unknown>;
  /** Says something that is not answered; without a connection it is not said at all. */
  tell(event: string, said: object): void;
  /** Hears every event whose name begins so, until the returned function is called. */
  hear(prefix: string, listener: (event: string, said: unknown) => void): () => void;
}

/** What a stream needs of the connection. */
export interface Wire {
  /** Rejects when the connection is gone or no answer comes in time. */
  subscribe(stream: string, position: Position): Promise<Ack>;
  unsubscribe(stream: string): void;
}
