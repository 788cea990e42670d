import { type Socket, io } from "socket.io-client";
import type { Entry, Position } from "@/api/types";
import { backoff } from "@/lib/backoff";
import type { Ack, Wire } from "@/realtime/wire";

const ANSWER_WITHIN = 10_000;
const CONNECT_WITHIN = 8_000;
/** The server sends heads every 15 s; silence for longer than two of them is a dead line. */
const SILENCE = 35_000;

export type Line = "connecting" | "live" | "offline";

export interface Ears {
  line(state: Line): void;
  entry(entry: Entry): void;
  heads(heads: Record<string, number>): void;
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
  revoked: (said: { stream: string }) => void;
}

interface ClientEvents {
  subscribe: (ask: { stream: string; epoch: Position["epoch"]; after: number }, ack: (ack: Ack) => void) => void;
  unsubscribe: (ask: { stream: string }, ack: (ack: { status: string }) => void) => void;
}

/** The one connection of a page: opened at sign-in, reopened with full jitter, closed at sign-out. */
export class Connection implements Wire {
  private socket: Socket<ServerEvents, ClientEvents>;
  private attempt = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;

  constructor(
    csrf: () => string | null,
    private readonly ears: Ears,
  ) {
    this.socket = io({
      path: "/socket.io",
      transports: ["websocket"],
      autoConnect: false,
      reconnection: false,
      timeout: CONNECT_WITHIN,
      auth: (give) => give({ csrf: csrf(), protocol: 1 }),
    });
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
    return (this.socket as Socket).timeout(ANSWER_WITHIN).emitWithAck(event, said);
  }

  tell(event: string, said: object): void {
    if (this.socket.connected) (this.socket as Socket).emit(event, said);
  }

  private listen(): void {
    this.socket.on("connect", () => {
      this.attempt = 0;
      this.heard();
      this.ears.line("live");
    });
    this.socket.on("entry", (entry) => this.ears.entry(entry));
    this.socket.on("heads", (heads) => this.ears.heads(heads));
    this.socket.on("revoked", ({ stream }) => this.ears.revoked(stream));
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
    this.ears.line("offline");
    this.retry = setTimeout(() => this.socket.connect(), backoff(this.attempt));
    this.attempt += 1;
  }
}
