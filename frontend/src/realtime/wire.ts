import type { Entry, Position } from "@/api/types";

/** What the server answers to a subscription. */
export type Ack =
  | { status: "ok"; epoch: Position["epoch"]; head: number; entries: Entry[] }
  | { status: "reset"; why: string }
  | { status: "error"; code: string };

/** A feature's own events on the one connection, next to the streams. */
export interface Channel {
  readonly line: "connecting" | "live" | "offline";
  /** Calls the watcher after every change of the line, and of other things that live. */
  watch(watcher: () => void): () => void;
  /** Rejects when the connection is gone or no answer comes in time. */
  ask(event: string, said: object): Promise<unknown>;
  /** Says something that is not answered; without a connection it is not said at all. */
  say(event: string, said: object): void;
  /** Hears every event whose name begins so, until the returned function is called. */
  hear(prefix: string, listener: (event: string, said: unknown) => void): () => void;
}

/** What a stream needs of the connection. */
export interface Wire {
  /** Rejects when the connection is gone or no answer comes in time. */
  subscribe(stream: string, position: Position): Promise<Ack>;
  unsubscribe(stream: string): void;
}

/** Somebody who is in a deal room, and the node they look at. */
export interface Here {
  id: number;
  node: number | null;
  since: string;
}

export type PresenceAck = { status: "ok"; people: Here[] } | { status: "error"; code: string };

/** What presence needs of the connection: says where one is (null: not in that room) and learns who else is there. */
export interface PresenceWire {
  present(deal: number, state: { node: number | null } | null): Promise<PresenceAck>;
}
