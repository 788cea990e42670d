import { expect, test } from "vitest";
import type { Card } from "@/api/types";
import { type DueGroup, firstOf } from "@/features/handoffs/dueGroups";

const cards = (...ids: number[]) => ids.map((id) => ({ handoff: { id } }) as Card);
const groups: [DueGroup, Card[]][] = [
  ["overdue", cards(1, 2, 3)],
  ["later", cards(4, 5)],
];
const told = (most: number, waits: (card: Card) => boolean = () => true) =>
  firstOf(groups, most, waits).map(([group, members, all]) => [group, members.map(({ handoff }) => handoff.id), all]);

test("a group that is cut says how many it has, and those behind it are left out", () => {
  expect(told(2)).toEqual([["overdue", [1, 2], 3]]);
});

test("what is left after one group goes to the next", () => {
  expect(told(4)).toEqual([
    ["overdue", [1, 2, 3], 3],
    ["later", [4], 2],
  ]);
});

test("enough for all shows all", () => {
  expect(told(20)).toEqual([
    ["overdue", [1, 2, 3], 3],
    ["later", [4, 5], 2],
  ]);
});

test("what another has taken has its place in a group, and does not count", () => {
  expect(told(20, ({ handoff }) => handoff.id !== 2)).toEqual([
    ["overdue", [1, 2, 3], 2],
    ["later", [4, 5], 2],
  ]);
});
