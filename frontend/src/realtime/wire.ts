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
