import type { HandoffHeld, Leaving, NodeHeld, SeatHeld } from "@/api/types";
import type { LeavingPlan } from "@/features/responsibilities/api";

/** Who takes what, by the line's own key; a line without a person has nobody yet. */
export type Takers = Readonly<Record<string, number | null>>;

export function keyOfSeat({ account_id, deal_id, role }: SeatHeld): string {
  return `seat ${deal_id ?? `account ${account_id}`} ${role}`;
}

export function keyOfNode({ node_id }: NodeHeld): string {
  return `node ${node_id}`;
}

export function keyOfHandoff({ handoff_id }: HandoffHeld): string {
  return `handoff ${handoff_id}`;
}

/** Everybody who is proposed. */
export function proposed({ seats, nodes, handoffs }: Leaving): Takers {
  return Object.fromEntries([
    ...seats.map((seat) => [keyOfSeat(seat), seat.suggested_id] as const),
    ...nodes.map((node) => [keyOfNode(node), node.suggested_id] as const),
    ...handoffs.map((handoff) => [keyOfHandoff(handoff), handoff.suggested_id] as const),
  ]);
}

/** How many lines still need somebody: an AR, a node and a hand-off are never left to nobody. */
export function missing({ seats, nodes, handoffs }: Leaving, takers: Takers): number {
  const answering = seats.filter(({ role, deal_id }) => role === "AR" && deal_id === null);
  const needed = [...answering.map(keyOfSeat), ...nodes.map(keyOfNode), ...handoffs.map(keyOfHandoff)];
  return needed.filter((key) => (takers[key] ?? null) === null).length;
}

export function planOf({ seats, nodes, handoffs }: Leaving, takers: Takers): LeavingPlan {
  return {
    seats: seats.map((seat) => {
      const { account_id, deal_id, role } = seat;
      return { account_id, deal_id, role, person_id: takers[keyOfSeat(seat)] ?? null };
    }),
    nodes: nodes.flatMap((node) => {
      const taker = takers[keyOfNode(node)] ?? null;
      return taker === null ? [] : [{ node_id: node.node_id, person_id: taker }];
    }),
    handoffs: handoffs.flatMap((handoff) => {
      const taker = takers[keyOfHandoff(handoff)] ?? null;
      return taker === null ? [] : [{ handoff_id: handoff.handoff_id, person_id: taker }];
    }),
  };
}
