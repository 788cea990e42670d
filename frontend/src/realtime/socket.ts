import { type Socket, io } from "socket.io-client";
import type { Entry, Position } from "@/api/types";
import { backoff } from "@/lib/backoff";
import type { Ack, Here, PresenceAck, PresenceWire, Wire } from "@/realtime/wire";

const ANSWER_WITHIN = 10_000;
const CONNECT_WITHIN = 8_000;
/** The server sends heads every 15 s; silence for longer than two of them is a dead line. */
const SILENCE = 35_000;
/** Whoever was told of a restart comes back within this time after it, not all in one moment. */
const RESTART_JITTER = 1_000;

/** Connecting: at the start, or while a server that said so restarts; nothing is known to be wrong. */
export type Line = "connecting" | "live" | "offline";

export interface PresenceNews {
  deal: number;
  changed: Here[];
  gone: number[];
}

export interface Ears {
  line(state: Line): void;
  entry(entry: Entry): void;
  heads(heads: Record<string, number>): void;
  presence(news: PresenceNews): void;
  /** Something changed in a list that no stream keeps. */
  touched(kind: string): void;
  revoked(stream: string): void;
  /** Something that a feature listens to. */
  other(event: string, said: unknown): void;
  /** The server does not accept this session or its token. */
  refused(code: string): void;
}

interface ServerEvents {
  hello: (said: { server_time: string; node: string }) => void;
  entry: (entry: Entry) => void;
  heads: (heads: Record<string, number>) => void;
  presence: (news: PresenceNews) => void;
  touched: (said: { kind: string; ids: number[] }) => void;
  revoked: (said: { stream: string }) => void;
  restart: (said: { in_ms: number }) => void;
}

interface ClientEvents {
  subscribe: (ask: { stream: string; epoch: Position["epoch"]; after: number }, ack: (ack: Ack) => void) => void;
  unsubscribe: (ask: { stream: string }, ack: (ack: { status: string }) => void) => void;
  presence: (say: { deal: number; state: { node: number | null } | null }, ack: (ack: PresenceAck) => void) => void;
}

export type Plug = Socket<ServerEvents, ClientEvents>;
type Auth = (give: (auth: { csrf: string | null; protocol: number }) => void) => void;

function plugIn(auth: Auth): Plug {
  return io({
    path: "/socket.io",
    transports: ["websocket"],
    autoConnect: false,
    reconnection: false,
    timeout: CONNECT_WITHIN,
    auth,
  });
}

/** The one connection of a page: opened at sign-in, reopened with full jitter, closed at sign-out. */
export class Connection implements Wire, PresenceWire {
  private socket: Plug;
  private attempt = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  /** When a server that announced its restart will be back. */
  private backAt: number | null = null;

  constructor(
    csrf: () => string | null,
    private readonly ears: Ears,
    plug: (auth: Auth) => Plug = plugIn,
  ) {
    this.socket = plug((give) => give({ csrf: csrf(), protocol: 1 }));
  }

  open(): void {
    this.listen();
    this.ears.line("connecting");
    this.socket.connect();
    window.addEventListener("online", this.now);
    window.addEventListener("offline", this.lost);
  }

  close(): void {
    window.removeEventListener("online", this.now);
    window.removeEventListener("offline", this.lost);
    clearTimeout(this.retry);
    clearTimeout(this.silence);
    this.socket.off();
    this.socket.offAny();
    this.socket.disconnect();
  }

  /** Tries again at once: the network is back, or the person asked for it. */
  now = (): void => {
    if (this.socket.connected) return;
    clearTimeout(this.retry);
    this.attempt = 0;
    // An attempt that hangs on a dead network would otherwise keep the new one waiting.
    this.socket.disconnect().connect();
  };

  async subscribe(stream: string, { epoch, seq }: Position): Promise<Ack> {
    if (!this.socket.connected) throw new Error("offline");
    return this.socket.timeout(ANSWER_WITHIN).emitWithAck("subscribe", { stream, epoch, after: seq });
  }

  unsubscribe(stream: string): void {
    if (this.socket.connected) this.socket.emit("unsubscribe", { stream }, () => undefined);
  }

  async ask(event: string, said: object): Promise<unknown> {
    if (!this.socket.connected) throw new Error("offline");
    return (this.socket as unknown as Socket).timeout(ANSWER_WITHIN).emitWithAck(event, said);
  }

  say(event: string, said: object): void {
    if (this.socket.connected) (this.socket as unknown as Socket).emit(event, said);
  }

  async present(deal: number, state: { node: number | null } | null): Promise<PresenceAck> {
    if (!this.socket.connected) throw new Error("offline");
    return this.socket.timeout(ANSWER_WITHIN).emitWithAck("presence", { deal, state });
  }

  private listen(): void {
    this.socket.on("connect", () => {
      this.attempt = 0;
      this.backAt = null;
      this.heard();
      this.ears.line("live");
    });
    this.socket.on("entry", (entry) => this.ears.entry(entry));
    this.socket.on("heads", (heads) => this.ears.heads(heads));
    this.socket.on("presence", (news) => this.ears.presence(news));
    this.socket.on("touched", ({ kind }) => this.ears.touched(kind));
    this.socket.on("revoked", ({ stream }) => this.ears.revoked(stream));
    this.socket.on("restart", ({ in_ms: wait }) => {
      this.backAt = Date.now() + wait;
    });
    this.socket.onAny((event: string, said: unknown) => {
      this.heard();
      this.ears.other(event, said);
    });
    this.socket.on("disconnect", () => this.again());
    this.socket.on("connect_error", (error) => {
      if (["unauthenticated", "bad_csrf"].includes(error.message)) this.ears.refused(error.message);
      this.again();
    });
  }

  private heard(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(this.lost, SILENCE);
  }

  private lost = (): void => {
    const wasConnected = this.socket.connected;
    this.socket.disconnect();
    // An attempt that is still on its way ends without an event.
    if (!wasConnected) this.again();
  };

  private again(): void {
    clearTimeout(this.silence);
    clearTimeout(this.retry);
    const wait = this.backAt === null ? this.nextBackoff() : untilBack(this.backAt);
    this.ears.line(this.backAt === null ? "offline" : "connecting");
    // The promise of a restart covers one return; if that fails the line is simply down.
    this.backAt = null;
    this.retry = setTimeout(() => this.socket.connect(), wait);
  }

  private nextBackoff(): number {
    const wait = backoff(this.attempt);
    this.attempt += 1;
    return wait;
  }
}

function untilBack(backAt: number): number {
  return Math.max(0, backAt - Date.now()) + Math.random() * RESTART_JITTER;
}
