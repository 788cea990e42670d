import { expect, test } from "vitest";
import type { Team } from "@/api/types";
import { placesFor, treeOf } from "@/features/identity/teamTree";

const team = (id: number, name: string, parent_id: number | null): Team => ({ id, name, parent_id, version: 1 });
const TEAMS = [team(3, "b", 1), team(1, "sales", null), team(2, "a", 1), team(4, "deep", 3)];

test("each team stands below its own, by name", () => {
  expect(treeOf(TEAMS).map(({ team: { id }, depth }) => [id, depth])).toEqual([
    [1, 0],
    [2, 1],
    [3, 1],
    [4, 2],
  ]);
});

test("a team goes neither below itself nor below what is below it", () => {
  expect(placesFor(TEAMS, TEAMS[0] ?? null).map(({ id }) => id)).toEqual([1, 2]);
});
