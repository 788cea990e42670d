import type { Entry, Position } from "@/api/types";

/** What the server answers to a subscription. */
export type Ack =
  | { status: "ok"; epoch: Position["epoch"]; head: number; entries: Entry[] }
  | { status: "reset"; why: string }
  | { status: "error"; code: string };

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
