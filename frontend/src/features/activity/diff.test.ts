import { expect, test } from "vitest";
import type { EntryWhole } from "@/api/types";
import { differences } from "@/features/activity/diff";
import { fill } from "@/lib/words";
import type { Wording } from "@/ui/useWords";
import { loadWords } from "@/words/catalogue";

const words: Record<string, Record<string, string>> = await loadWords("en");
const find = (key: string, values?: Record<string, string | number>) => {
  const [topic = "", name = ""] = key.split(".");
  const text = words[topic]?.[name];
  return text === undefined ? null : fill(text, values);
};
const wording = {
  find,
  t: (key: string, values?: Record<string, string | number>) => find(key, values) ?? key,
  amount: (value: number, currency: string) => `${currency} ${value}`,
  day: (on: string) => on,
  moment: (at: string) => at,
  list: (items: string[]) => items.join(", "),
} as unknown as Wording;
const nameOf = (id: number) => `person ${id}`;

function changed(data: EntryWhole["data"], before: EntryWhole["before"], type = "deal.edited") {
  return differences({ type, data, before }, wording, nameOf).map(({ label, before: was, after }) => [label, was, after]);
}

const seats = (person_id: number | null) => [{ role: "SR", person_id }, { role: "AR", person_id: 1 }];
const node = (status: string) => ({ id: 5, status });
const handoff = (status: string) => ({ id: 1, status, receipts: [{ receiver_id: 2, status }] });

test("only what a deed changed is told, in words", () => {
  const deal = { id: 1, title: "Cloud", amount: 5, currency: "CNY", closes_on: null, status: "open", version: 1 };

  expect(changed({ deal: { ...deal, amount: 7, closes_on: "2026-04-01", version: 2 } }, { deal })).toEqual([
    ["Amount", "CNY 5", "CNY 7"],
    ["Close date", "", "2026-04-01"],
  ]);
});

test("of something new that says something is told, and nothing stood there before", () => {
  expect(changed({ promise: { id: 3, text: "On site in 4 hours", status: "open", due_on: null, reason: "" } }, {}, "promise.made")).toEqual([
    ["Promise", "", "On site in 4 hours"],
    ["State", "", "Unanswered"],
  ]);
});

test("a seat says who sat there and who does now, in an account and beside a deal", () => {
  const line = ["Solution Responsible (SR)", "person 2", "person 3"];

  expect(changed({ account: { id: 1, seats: seats(3) } }, { account: { id: 1, seats: seats(2) } })).toEqual([line]);
  expect(changed({ role: "SR", seats: seats(3) }, { seats: seats(2) })).toEqual([line]);
  expect(changed({ seats: seats(null) }, { seats: seats(2) })).toEqual([["Solution Responsible (SR)", "person 2", ""]]);
});

test("answers of a hand-off are told person by person", () => {
  expect(changed({ handoff: handoff("accepted") }, { handoff: handoff("offered") })).toEqual([
    ["Hand-off", "Waiting", "Accepted"],
    ["Answers", "person 2 Waiting", "person 2 Accepted"],
  ]);
});

test("of what was there, but was told of nowhere before, nothing is said: the deed did not set all of it", () => {
  const item = { id: 7, state: "done", note: "Seen", evidence: [], owner_id: 2 };

  expect(changed({ item }, {}, "checklist_item.changed")).toEqual([]);
  expect(changed({ seats: seats(2), role: "SR" }, {}, "seat.assigned")).toEqual([]);
  expect(changed({ handoff: handoff("offered"), node: { ...node("offered"), planned_start_on: "2026-03-01" } }, {}, "handoff.offered")).toEqual([
    ["Hand-off", "", "Waiting"],
    ["Answers", "", "person 2 Waiting"],
  ]);
});

test("a hand-off and its node each have a state, told apart", () => {
  const entry = {
    type: "handoff.accepted",
    data: { handoff: handoff("accepted"), node: node("active") },
    before: { handoff: handoff("offered"), node: node("offered") },
  };

  const told = differences(entry, wording, nameOf);

  expect(told.map(({ key }) => key)).toEqual(["node.status", "handoff.status", "handoff.receipts"]);
  expect(new Set(told.map(({ label }) => label)).size).toBe(3);
});
