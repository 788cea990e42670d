import { fromBase64 } from "lib0/buffer";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { Channel } from "@/realtime/wire";

type Listener = (event: string, said: unknown) => void;
interface Update {
  n: number;
  update: Uint8Array | string;
}

/** A server of one note that acknowledges when told to, and can lose what is said to it. */
export class FakeNote implements Channel {
  line: Channel["line"] = "connecting";
  readonly server = new Y.Doc();
  epoch = "1.1";
  canWrite = true;
  why: string | null = null;
  takesText = true;
  isLosing = false;
  isHolding = false;
  opened = 0;
  readonly told: { event: string; said: Record<string, unknown> }[] = [];
  private head = 0;
  private held: Update[] = [];
  private readonly watchers = new Set<() => void>();
  private readonly listeners = new Set<Listener>();

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  hear(_prefix: string, listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  shout(event: string, said: object): void {
    for (const listener of this.listeners) listener(event, { note: 7, ...said });
  }

  become(line: Channel["line"]): void {
    this.line = line;
    for (const watcher of this.watchers) watcher();
  }

  async ask(event: string, said: object): Promise<unknown> {
    if (this.line !== "live") throw new Error("offline");
    const { epoch, vector } = said as { epoch: string | null; vector: Uint8Array };
    if (event === "note.open") this.opened += 1;
    if (event === "note.open" && epoch !== null && epoch !== this.epoch) return { status: "error", code: "epoch" };
    const state = {
      status: "ok",
      head: this.head,
      update: Y.encodeStateAsUpdate(this.server, vector).slice().buffer,
      vector: Y.encodeStateVector(this.server).slice().buffer,
      carets: new Uint8Array([0]).buffer,
    };
    if (event === "note.sync") return state;
    return { ...state, epoch: this.epoch, can_write: this.canWrite, why: this.why, large: false, takes_text: this.takesText };
  }

  say(event: string, said: object): void {
    this.told.push({ event, said: said as Record<string, unknown> });
    if (event !== "note.update" || this.isLosing || this.line !== "live") return;
    this.held.push(said as Update);
    if (!this.isHolding) this.flush();
  }

  /** How often something was told. */
  count(wanted: string): number {
    return this.told.filter(({ event }) => event === wanted).length;
  }

  /** Records what was held back and acknowledges all of it at once. */
  flush(): void {
    const last = this.held.at(-1);
    for (const { update } of this.held) this.record(typeof update === "string" ? fromBase64(update) : update);
    this.held = [];
    if (last) this.shout("note.ack", { upto: last.n, head: this.head });
  }

  /** Somebody else writes; the message about it may get lost. */
  other(update: Uint8Array, isHeard = true): void {
    const after = this.head;
    this.record(update);
    if (isHeard) this.shout("note.update", { after, head: this.head, updates: joined([update]) });
  }

  private record(update: Uint8Array): void {
    Y.applyUpdate(this.server, update);
    this.head += 1;
  }
}

function joined(updates: Uint8Array[]): ArrayBuffer {
  const encoder = encoding.createEncoder();
  for (const update of updates) encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder).slice().buffer;
}
