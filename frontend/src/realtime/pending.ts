import type { Entry } from "@/api/types";
import { Watched } from "@/lib/Watched";
import type { Foreseen } from "@/realtime/apply";

export interface PendingChange extends Foreseen {
  opId: string;
  /** The server has said yes; only the entry is still on its way. */
  isAnswered: boolean;
}

/** Changes that are on screen before the server's entry is: by op_id, laid over what the server said, never mixed into it. */
export class Pending extends Watched {
  private changes: readonly PendingChange[] = [];

  /** Every change, oldest first; the same array until something changes. */
  all = (): readonly PendingChange[] => this.changes;

  /** How many changes the server has not answered yet. */
  unsent = (): number => this.changes.filter(({ isAnswered }) => !isAnswered).length;

  /** Shows a change at once. */
  expect(opId: string, foreseen: Foreseen): void {
    this.replace([...this.changes, { ...foreseen, opId, isAnswered: false }]);
  }

  /** Says what the server made of it; until its entry comes this is shown instead. */
  answer(opId: string, data: Entry["data"]): void {
    if (!this.holds(opId)) return;
    this.replace(this.changes.map((each) => (each.opId === opId ? { ...each, data, isAnswered: true } : each)));
  }

  /** Takes a change away: its entry is there, or it was refused. */
  settle(opId: string | null): void {
    if (opId !== null && this.holds(opId)) this.replace(this.changes.filter((each) => each.opId !== opId));
  }

  /** Takes away what the server has answered: the stream's state was fetched after that. */
  settleAnswered(stream: string): void {
    const left = this.changes.filter((each) => each.stream !== stream || !each.isAnswered);
    if (left.length < this.changes.length) this.replace(left);
  }

  private holds(opId: string): boolean {
    return this.changes.some((each) => each.opId === opId);
  }

  private replace(changes: readonly PendingChange[]): void {
    this.changes = changes;
    this.tell();
  }
}
