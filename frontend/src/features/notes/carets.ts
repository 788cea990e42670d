import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import type * as Y from "yjs";

const CARET_EVERY = 120;
// The library says every 15 seconds by the device's clock that one is still here; the others wait for 30.
const STILL_HERE = 20_000;

/** Where everybody's caret is: one's own is said some times a second, those of others go when the line does. */
export class Carets {
  readonly awareness: Awareness;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private renewal: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly doc: Y.Doc,
    private readonly say: (state: Uint8Array) => void,
  ) {
    this.awareness = new Awareness(doc);
    this.awareness.on("update", this.moved);
    this.renewLater();
  }

  show(carets: ArrayBuffer): void {
    applyAwarenessUpdate(this.awareness, new Uint8Array(carets), this);
  }

  tell(): void {
    if (this.awareness.getLocalState() !== null) this.say(encodeAwarenessUpdate(this.awareness, [this.doc.clientID]));
  }

  forgetOthers(): void {
    const others = [...this.awareness.getStates().keys()].filter((client) => client !== this.doc.clientID);
    removeAwarenessStates(this.awareness, others, this);
  }

  destroy(): void {
    clearTimeout(this.timer);
    clearTimeout(this.renewal);
    this.awareness.off("update", this.moved);
    this.awareness.destroy();
  }

  private moved = ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>, origin: unknown): void => {
    const isOwn = [...added, ...updated, ...removed].includes(this.doc.clientID);
    if (origin === this || !isOwn) return;
    this.renewLater();
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.tell();
    }, CARET_EVERY);
  };

  /** After a device's clock stepped back the library is silent until that clock has caught up; a timer is not. */
  private renewLater(): void {
    clearTimeout(this.renewal);
    this.renewal = setTimeout(() => {
      this.awareness.setLocalState(this.awareness.getLocalState());
      this.renewLater();
    }, STILL_HERE);
  }
}
