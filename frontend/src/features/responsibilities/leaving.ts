import type { Leaving, NodeHeld, SeatHeld } from "@/api/types";
import type { LeavingPlan } from "@/features/responsibilities/api";

/** Who takes what, by the line's own key; a line without a person has nobody yet. */
export type Takers = Readonly<Record<string, number | null>>;

export function keyOfSeat({ account_id, deal_id, role }: SeatHeld): string {
  return `seat ${deal_id ?? `account ${account_id}`} ${role}`;
}

export function keyOfNode({ node_id }: NodeHeld): string {
  return `node ${node_id}`;
}

/** Everybody who is proposed. */
export function proposed({ seats, nodes }: Leaving): Takers {
  return Object.fromEntries([
    ...seats.map((seat) => [keyOfSeat(seat), seat.suggested_id] as const),
    ...nodes.map((node) => [keyOfNode(node), node.suggested_id] as const),
  ]);
}

/** How many lines still need somebody: an AR and a node are never left to nobody. */
export function missing({ seats, nodes }: Leaving, takers: Takers): number {
  const needed = [...seats.filter(({ role, deal_id }) => role === "AR" && deal_id === null).map(keyOfSeat), ...nodes.map(keyOfNode)];
  return needed.filter((key) => (takers[key] ?? null) === null).length;
}

export function planOf({ seats, nodes }: Leaving, takers: Takers): LeavingPlan {
  return {
    seats: seats.map((seat) => {
      const { account_id, deal_id, role } = seat;
      return { account_id, deal_id, role, person_id: takers[keyOfSeat(seat)] ?? null };
    }),
    nodes: nodes.flatMap((node) => {
      const taker = takers[keyOfNode(node)] ?? null;
      return taker === null ? [] : [{ node_id: node.node_id, person_id: taker }];
    }),
  };
}
