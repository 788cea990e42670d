import type { Plug } from "@/realtime/socket";

type Listener = (...said: never[]) => void;
type Answer = (event: string, said: never) => unknown;

/** The part of a Socket.IO client that the connection uses; the test plays the server. */
export class FakeSocket {
  connected = false;
  attempts = 0;
  emitted: { event: string; said: unknown }[] = [];
  /** What the server answers; undefined: no answer comes. */
  answer: Answer = () => undefined;
  private listeners = new Map<string, Listener[]>();
  private anyListeners: (() => void)[] = [];

  get plug(): () => Plug {
    return () => this as unknown as Plug;
  }

  on(event: string, listener: Listener): void {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }

  onAny(listener: () => void): void {
    this.anyListeners.push(listener);
  }

  off(): void {
    this.listeners.clear();
  }

  offAny(): void {
    this.anyListeners = [];
  }

  connect(): this {
    this.attempts += 1;
    return this;
  }

  disconnect(): this {
    if (this.connected) this.breaks();
    return this;
  }

  timeout(): this {
    return this;
  }

  async emitWithAck(event: string, said: never): Promise<unknown> {
    this.emitted.push({ event, said });
    const answer = this.answer(event, said);
    if (answer === undefined) throw new Error("operation has timed out");
    return answer;
  }

  emit(event: string, said: unknown): void {
    this.emitted.push({ event, said });
  }

  /** The server lets the attempt in. */
  opens(): void {
    this.connected = true;
    this.hear("connect");
  }

  /** The server, or the network, refuses the attempt. */
  refuses(message = "websocket error"): void {
    this.hear("connect_error", new Error(message));
  }

  breaks(): void {
    this.connected = false;
    this.hear("disconnect", "transport close");
  }

  /** The server says something. */
  says(event: string, said: unknown): void {
    for (const listener of this.anyListeners) listener();
    this.hear(event, said);
  }

  private hear(event: string, ...said: unknown[]): void {
    for (const listener of this.listeners.get(event) ?? []) listener(...(said as never[]));
  }
}

/** Lets everything that waits for promises only go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    // oxlint-disable-next-line no-await-in-loop
    await Promise.resolve();
  }
}
