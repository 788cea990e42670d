import { expect, test } from "vitest";
import type { Difference, Matrix } from "@/api/types";
import { cellsOf, modelOf, type NodeLine } from "@/features/matrix/model";

const deal = (id: number) => ({ id, title: `deal ${id}`, status: "open" as const, account_id: 1, account: "account", team_id: null });
const template = (id: number, stage: "S1" | "S2") => ({ id, code: `KD${id}`, name: { zh: "a", en: "a" }, stage });
const person = (id: number, is_active = true) => ({ id, name: `person ${id}`, is_active, team_id: null });
const cell = (person_id: number, duty: "A" | "R" | "C" | "I", role: "AR" | "SR" = "AR") => ({ person_id, duty, role, from_at: "2026-03-02T02:00:00Z" });

function row(node_id: number, deal_id: number, cells: Matrix["data"][number]["cells"]): Matrix["data"][number] {
  return { node_id, deal_id, template_id: 1, status: "active", planned_finish_on: "2026-03-09", cells };
}

function page(data: Matrix["data"], people: number[]): Matrix {
  const deals = [...new Set(data.map(({ deal_id }) => deal_id))].map(deal);
  return { data, next: null, deals, templates: [template(1, "S1")], people: people.map((id) => person(id)), at: "", is_now: true, heads: "5f" };
}

const say = (role: string) => role;
const FIRST = page([row(1, 10, [cell(7, "R"), cell(8, "A")]), row(2, 10, [cell(8, "A")])], [7, 8]);
const LATER = page([row(3, 9, [cell(5, "A"), cell(5, "A"), cell(5, "A"), cell(5, "A")])], [5]);

test("a later page appends columns and moves none", () => {
  const alone = modelOf([FIRST], "deal", "people", say);
  const both = modelOf([FIRST, LATER], "deal", "people", say);

  expect(alone.columns.map(({ id }) => id)).toEqual(["8", "7"]);
  expect(both.columns.map(({ id }) => id)).toEqual(["8", "7", "5"]);
});

test("each deal begins with a line of its own", () => {
  const { lines } = modelOf([FIRST, LATER], "deal", "people", say);

  expect(lines.map(({ kind }) => kind)).toEqual(["group", "node", "node", "group", "node"]);
  expect(modelOf([FIRST], "none", "people", say).lines).toHaveLength(2);
});

test("the weightier duty stands first in a cell", () => {
  const { lines } = modelOf([page([row(1, 10, [cell(7, "I"), cell(7, "R"), cell(7, "A")])], [7])], "none", "people", say);

  expect(cellsOf(lines[0] as NodeLine, "people").get("7")?.map(({ duty }) => duty)).toEqual(["A", "R", "I"]);
});

test("roles stand in the order of the triangle", () => {
  const { columns } = modelOf([page([row(1, 10, [cell(7, "A", "SR"), cell(8, "R", "AR")])], [7, 8])], "none", "roles", say);

  expect(columns.map(({ id }) => id)).toEqual(["AR", "SR"]);
});

test("a move shows who went and who came", () => {
  const change = { kind: "moved" as const, duty: "A" as const, role: "AR" as const, before: 7, after: 8, at: "2026-03-02T02:00:00Z", cause: "seat" as const, entry: null };
  const { node_id, deal_id, template_id, status, planned_finish_on } = row(1, 10, []);
  const changed: Difference = {
    data: [{ node_id, deal_id, template_id, status, planned_finish_on, changes: [change] }],
    next: null,
    deals: [deal(10)],
    templates: [template(1, "S1")],
    people: [person(7, false), person(8)],
    heads: "5f",
  };

  const { lines, columns } = modelOf([changed], "none", "people", say);

  expect((lines[0] as NodeLine).letters.map(({ person: who, change: sign }) => [who, sign])).toEqual([
    [7, "went"],
    [8, "came"],
  ]);
  expect(columns.find(({ id }) => id === "7")?.isGone).toBe(true);
});
