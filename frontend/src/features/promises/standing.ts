import type { DealSeat, Promised, PromiseCounts } from "@/api/types";
import { daysSince } from "@/lib/time";
import type { Tone } from "@/ui/Tag";

export type PromiseStatus = Promised["status"];

export const STATUSES: PromiseStatus[] = ["open", "returned", "accepted", "kept", "broken", "waived"];

export const TONES: Record<PromiseStatus, Tone> = {
  open: "offer",
  returned: "warn",
  accepted: "brand",
  kept: "good",
  broken: "bad",
  waived: "plain",
};

export function countsOf(promises: readonly Promised[]): PromiseCounts {
  const counts: PromiseCounts = { open: 0, returned: 0, accepted: 0, kept: 0, broken: 0, waived: 0 };
  for (const { status } of promises) counts[status] += 1;
  return counts;
}

/** The contract waits for these: nobody who delivers has taken them on. */
export function isUnanswered({ status }: Promised): boolean {
  return status === "open" || status === "returned";
}

export function isOverdue({ status, due_on }: Promised, now = new Date()): boolean {
  return due_on !== null && ["open", "returned", "accepted"].includes(status) && daysSince(due_on, now) > 0;
}

export interface Rights {
  mayAnswer: boolean;
  mayRevise: boolean;
  mayKeep: boolean;
  mayWaive: boolean;
}

/** Whether the reader acts now for somebody who is away, in a role. */
export type ActsFor = (person: number, role: DealSeat["role"]) => boolean;

/** What a person may do with a promise in a live room: the seat that keeps it answers, the AR answers for the customer; so do their deputies. */
export function rightsOf(promise: Promised, seats: readonly DealSeat[], me: number, actsFor: ActsFor = () => false): Rights {
  const sits = (role: string) =>
    seats.some((seat) => seat.role === role && seat.person_id !== null && (seat.person_id === me || actsFor(seat.person_id, seat.role)));
  const { status } = promise;
  const owns = sits("AR");
  return {
    mayAnswer: status === "open" && sits(promise.role),
    mayRevise: isUnanswered(promise) && (owns || promise.made_by === me),
    mayKeep: status === "accepted" && (owns || sits(promise.role)),
    mayWaive: owns && (isUnanswered(promise) || status === "accepted"),
  };
}
