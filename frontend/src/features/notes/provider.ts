import { toBase64 } from "lib0/buffer";
import * as decoding from "lib0/decoding";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Carets } from "@/features/notes/carets";
import type { Answer, Barrier, NoteState, Said } from "@/features/notes/said";
import type { Channel } from "@/realtime/wire";

/** What this editor can show; an older one is kept from writing, because it deletes what it does not know. */
export const SCHEMA = 2;
const ANSWER_PATIENCE = 8_000;
const RETRY_FIRST = 300;
const RETRY_LAST = 10_000;
const AMID_WORDS = 10_000;
/** Longer updates go as bytes beside what is said of them. */
const LONGEST_SAID = 1024;
const PASSING = ["too_fast", "unavailable", "gapped"];

interface Options {
  note: number;
  channel: Channel;
  doc: Y.Doc;
  /** The life of the document that was kept on this device, if any was. */
  epoch: string | null;
  onEpoch?: (epoch: string) => void;
}

/**
 * Keeps a document and the server's in step. What the server has not acknowledged is kept and sent again; every
 * opening compares state vectors both ways, so that nothing depends on a message having arrived.
 */
export class NoteProvider {
  state: NoteState = { saved: "opening", canWrite: false, barrier: null, isLarge: false };
  private readonly watchers = new Set<() => void>();
  private readonly leave: (() => void)[];
  private tail: number[] = [];
  private n = 0;
  private head = 0;
  private epoch: string | null;
  private line: Channel["line"] = "connecting";
  private isOpen = false;
  private isAsking = false;
  private isStale = false;
  private takesText = false;
  private isDone = false;
  private failures = 0;
  private typedAt = -Infinity;
  private isHeld = false;
  private held: Uint8Array[] = [];
  private heldCarets: ArrayBuffer[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly carets: Carets;

  constructor(private readonly options: Options) {
    this.epoch = options.epoch;
    this.carets = new Carets(options.doc, (state) => {
      if (this.isOpen && !this.isDone) options.channel.say("note.awareness", { note: options.note, state: this.spoken(state) });
    });
    options.doc.on("update", this.typed);
    this.leave = [
      options.channel.hear("note.", (event, said) => this.heard(event, said as Said)),
      options.channel.watch(() => this.lineChanged()),
    ];
    this.lineChanged();
  }

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** The carets of everybody, as editors ask for them. */
  get awareness(): Awareness {
    return this.carets.awareness;
  }

  /** True while something typed here is not on the server's disk. */
  get isUnsaved(): boolean {
    return this.tail.length > 0 || this.state.saved === "saving";
  }

  /** While a word is composed, what others write waits: a change in its line would tear the composition apart. */
  hold(isHeld: boolean): void {
    this.isHeld = isHeld;
    if (isHeld || this.isDone) return;
    const [updates, carets] = [this.held, this.heldCarets];
    this.held = [];
    this.heldCarets = [];
    this.apply(updates);
    for (const each of carets) this.showCarets(each);
  }

  private apply(updates: Uint8Array[]): void {
    if (this.isHeld) this.held.push(...updates);
    else this.options.doc.transact(() => updates.forEach((update) => Y.applyUpdate(this.options.doc, update, this)), this);
  }

  /** True while somebody is amid their words: taken away now, they would miss them. */
  get isWriting(): boolean {
    return this.isUnsaved || performance.now() - this.typedAt < AMID_WORDS;
  }

  destroy(): void {
    this.isDone = true;
    clearTimeout(this.timer);
    for (const stop of this.leave) stop();
    this.options.doc.off("update", this.typed);
    this.carets.destroy();
    this.options.channel.say("note.close", { note: this.options.note });
  }

  private lineChanged(): void {
    if (this.options.channel.line === this.line) return;
    this.line = this.options.channel.line;
    if (this.options.channel.line === "live") {
      void this.sync(true);
      return;
    }
    this.isOpen = false;
    this.carets.forgetOthers();
    if (this.state.saved !== "opening" || this.options.channel.line === "offline") this.change({ saved: "offline" });
  }

  /** Opens the note, or compares with the server again; at most one question is on its way. */
  private async sync(isOpening: boolean): Promise<void> {
    if (this.isDone || this.isFinal()) return;
    if (this.isAsking) {
      this.isStale = true;
      return;
    }
    this.isAsking = true;
    this.isStale = false;
    clearTimeout(this.timer);
    try {
      this.take(await this.ask(isOpening || !this.isOpen));
      this.failures = 0;
    } catch {
      // The line broke or the answer was lost: its return, or the timer, asks again.
      this.later();
    } finally {
      this.isAsking = false;
    }
    if (this.isStale) void this.sync(false);
  }

  private async ask(isOpening: boolean): Promise<Answer> {
    const { doc, note, channel } = this.options;
    const said = { note, client: doc.clientID, schema: SCHEMA, epoch: this.epoch, vector: Y.encodeStateVector(doc) };
    return (await channel.ask(isOpening ? "note.open" : "note.sync", said)) as Answer;
  }

  private take(answer: Answer): void {
    if (this.isDone) return;
    if (answer.status === "error") {
      this.refused(answer.code);
      return;
    }
    const { doc } = this.options;
    const hadContent = doc.store.clients.size > 0;
    this.apply([new Uint8Array(answer.update)]);
    this.head = Math.max(this.head, answer.head);
    if (answer.epoch !== undefined) {
      this.epoch = answer.epoch;
      this.options.onEpoch?.(answer.epoch);
      this.isOpen = true;
      this.takesText = answer.takes_text ?? false;
      this.change({ canWrite: answer.can_write, barrier: answer.why, isLarge: answer.large });
      this.carets.tell();
    }
    this.showCarets(answer.carets);
    this.tail = [];
    const missing = Y.encodeStateAsUpdate(doc, new Uint8Array(answer.vector));
    if (this.state.canWrite && hadContent && !isNothing(missing)) this.send(missing);
    else this.change({ saved: "saved" });
  }

  private typed = (update: Uint8Array, origin: unknown): void => {
    if (origin === this || this.isDone) return;
    this.typedAt = performance.now();
    if (!this.isOpen) this.change({ saved: this.options.channel.line === "live" ? "saving" : "offline" });
    else if (this.state.canWrite) this.send(update);
  };

  private send(update: Uint8Array): void {
    this.n += 1;
    this.tail.push(this.n);
    this.change({ saved: "saving" });
    const said = { note: this.options.note, epoch: this.epoch, n: this.n, update: this.spoken(update) };
    this.options.channel.say("note.update", said);
    this.later(ANSWER_PATIENCE);
  }

  /** Bytes, where the server takes that in one frame with what is said of them: it reads every frame of all who type. */
  private spoken(bytes: Uint8Array): Uint8Array | string {
    return this.takesText && bytes.length <= LONGEST_SAID ? toBase64(bytes) : bytes;
  }

  private heard(event: string, said: Said): void {
    if (said.note !== this.options.note || this.isDone) return;
    switch (event) {
      case "note.update":
        this.receive(said);
        break;
      case "note.ack":
        this.acknowledged(said.upto ?? 0, said.head ?? 0);
        break;
      case "note.nack":
        this.refused(said.code ?? "");
        break;
      case "note.awareness":
        this.showCarets(said.carets);
        break;
      case "note.sync":
        void this.sync(true);
        break;
      case "note.closed":
        this.refused(said.code ?? "revoked");
        break;
    }
  }

  private receive({ after = 0, head = 0, updates }: Said): void {
    const parts = decoding.createDecoder(new Uint8Array(updates ?? new ArrayBuffer(0)));
    const found: Uint8Array[] = [];
    while (decoding.hasContent(parts)) found.push(decoding.readVarUint8Array(parts));
    this.apply(found);
    const isGap = after > this.head;
    this.head = Math.max(this.head, head);
    if (isGap) void this.sync(false);
  }

  private acknowledged(upto: number, head: number): void {
    this.head = Math.max(this.head, head);
    this.tail = this.tail.filter((n) => n > upto);
    if (this.tail.length > 0) return;
    if (!this.isAsking) clearTimeout(this.timer);
    this.change({ saved: "saved" });
  }

  private refused(code: string): void {
    if (PASSING.includes(code)) this.later();
    else if (code === "not_open" || code === "read_only") {
      this.isOpen = false;
      this.later();
    } else {
      if (code === "frozen") this.change({ canWrite: false, barrier: "frozen" });
      else this.change({ canWrite: false, barrier: barrierOf(code) });
      // Nothing more will be heard: what this device kept is shown, for copying.
      if (this.state.saved === "opening") this.change({ saved: "offline" });
      this.carets.forgetOthers();
    }
  }

  /** Compares with the server again after a while that grows with every failure. */
  private later(wait?: number): void {
    clearTimeout(this.timer);
    if (this.isDone) return;
    if (wait === undefined) this.failures += 1;
    const pause = wait ?? Math.min(RETRY_LAST, RETRY_FIRST * 2 ** this.failures) * (0.5 + Math.random() / 2);
    this.timer = setTimeout(() => {
      if (this.options.channel.line === "live") void this.sync(!this.isOpen);
    }, pause);
  }

  private showCarets(carets: ArrayBuffer | undefined): void {
    if (carets && this.isHeld) this.heldCarets.push(carets);
    else if (carets) this.carets.show(carets);
  }

  private isFinal(): boolean {
    return ["revoked", "epoch", "too_big", "unreadable", "failed"].includes(this.state.barrier ?? "");
  }

  private change(part: Partial<NoteState>): void {
    const next = { ...this.state, ...part };
    if ((Object.keys(part) as (keyof NoteState)[]).every((key) => next[key] === this.state[key])) return;
    this.state = next;
    for (const watcher of this.watchers) watcher();
  }
}

function barrierOf(code: string): Barrier {
  if (code === "not_found" || code === "revoked") return "revoked";
  if (code === "epoch" || code === "too_big" || code === "unreadable") return code;
  return "failed";
}

/** An update without structs and deletions is two zeros. */
function isNothing(update: Uint8Array): boolean {
  return update.length === 2 && update[0] === 0 && update[1] === 0;
}
