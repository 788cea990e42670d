import { expect, test } from "vitest";
import type { Node } from "@/api/types";
import { paceOf } from "@/features/nodes/pace";

const now = new Date(2026, 10, 23, 12);

function node(part: Partial<Node>): Node {
  return { status: "active", planned_finish_on: "2026-11-25", started_at: "2026-11-20T09:00:00Z", ...part } as Node;
}

test("a running node is in its fourth day after three nights", () => {
  expect(paceOf(node({}), now)).toEqual({ daysHere: 4, daysOver: 0 });
});

test("an open node past its plan says by how many days", () => {
  expect(paceOf(node({ planned_finish_on: "2026-11-20" }), now).daysOver).toBe(3);
  expect(paceOf(node({ status: "waiting", started_at: null, planned_finish_on: "2026-11-20" }), now)).toEqual({
    daysHere: null,
    daysOver: 3,
  });
});

test("a finished node is never late", () => {
  expect(paceOf(node({ status: "done", planned_finish_on: "2026-11-01" }), now)).toEqual({ daysHere: null, daysOver: 0 });
});
