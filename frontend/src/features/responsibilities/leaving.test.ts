import { expect, test } from "vitest";
import type { Leaving } from "@/api/types";
import { missing, planOf, proposed } from "@/features/responsibilities/leaving";

const seat = (role: string, suggested: number | null, deal: number | null = null) =>
  ({ account_id: 1, deal_id: deal, role, suggested_id: suggested }) as Leaving["seats"][number];
const plan = {
  seats: [seat("AR", null), seat("SR", 7), seat("SV", null, 3)],
  nodes: [{ node_id: 5, suggested_id: null }],
  handoffs: [{ handoff_id: 6, suggested_id: 9 }],
} as unknown as Leaving;

test("an AR, a node and a hand-off need somebody, another seat may stay vacant", () => {
  expect(missing(plan, proposed(plan))).toBe(2);
  expect(missing(plan, { ...proposed(plan), "seat account 1 AR": 8, "node 5": 8 })).toBe(0);
  expect(missing(plan, { ...proposed(plan), "handoff 6": null })).toBe(3);
});

test("the plan names every seat, and the nodes that somebody takes", () => {
  const sent = planOf(plan, { ...proposed(plan), "node 5": 8 });
  expect(sent.seats.map(({ role, person_id }) => [role, person_id])).toEqual([["AR", null], ["SR", 7], ["SV", null]]);
  expect(sent.handoffs).toEqual([{ handoff_id: 6, person_id: 9 }]);
  expect(sent.nodes).toEqual([{ node_id: 5, person_id: 8 }]);
});
