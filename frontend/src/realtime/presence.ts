import { Watched } from "@/lib/Watched";
import type { PresenceNews } from "@/realtime/socket";
import type { Here, PresenceWire } from "@/realtime/wire";

/** Whoever walks along the track with the keyboard says where they stopped, not every node they passed. */
const PAUSE = 250;
const PATIENCE_RETRY = 2_000;
const NOBODY: readonly Here[] = [];

/** Where I am, and who else is in the room I am in; a page shows one room at a time. */
export class Presence extends Watched {
  private deal: number | null = null;
  private node: number | null = null;
  private people: readonly Here[] = NOBODY;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly wire: PresenceWire) {
    super();
  }

  /** Who is in a deal room, in an order that stays; nobody is known while the line is down. */
  of = (deal: number): readonly Here[] => (deal === this.deal ? this.people : NOBODY);

  /** Enters a room, or moves to another node in it. */
  enter(deal: number, node: number | null): void {
    const isNew = deal !== this.deal;
    if (!isNew && node === this.node) return;
    if (isNew) this.change(NOBODY);
    this.deal = deal;
    this.node = node;
    // The room's stream is joined in the same moment, and the server takes only its readers.
    this.sayAfter(isNew ? 0 : PAUSE);
  }

  leave(deal: number): void {
    if (deal !== this.deal) return;
    this.deal = null;
    clearTimeout(this.timer);
    this.change(NOBODY);
    this.wire.present(deal, null).catch(() => undefined);
  }

  /** A new connection knows nothing of the one before. */
  resume(): void {
    if (this.deal !== null) void this.say();
  }

  lose(): void {
    clearTimeout(this.timer);
    this.change(NOBODY);
  }

  hear({ deal, changed, gone }: PresenceNews): void {
    if (deal !== this.deal) return;
    const left = new Set([...gone, ...changed.map(({ id }) => id)]);
    this.change([...this.people.filter(({ id }) => !left.has(id)), ...changed].toSorted(byId));
  }

  private async say(): Promise<void> {
    clearTimeout(this.timer);
    const { deal, node } = this;
    if (deal === null) return;
    try {
      const ack = await this.wire.present(deal, { node });
      if (deal !== this.deal) return;
      if (ack.status === "ok") this.change(ack.people.toSorted(byId));
      else if (ack.code === "not_subscribed") this.sayAfter(PATIENCE_RETRY);
    } catch {
      // Without a line the next connection says it again; a lost answer is asked for once more.
      if (deal === this.deal) this.sayAfter(PATIENCE_RETRY);
    }
  }

  private sayAfter(pause: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.say(), pause);
  }

  private change(people: readonly Here[]): void {
    if (people.length === 0 && this.people.length === 0) return;
    this.people = people;
    this.tell();
  }
}

function byId(a: Here, b: Here): number {
  return a.id - b.id;
}
