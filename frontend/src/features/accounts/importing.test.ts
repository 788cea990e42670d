import { expect, test } from "vitest";
import type { ImportOutcome } from "@/api/types";
import { chunked, claimedTwice, judge, toCsv, toRows, wanted } from "@/features/accounts/importing";

const outcome = (line: number, key: string, is: ImportOutcome["outcome"] = "fit"): ImportOutcome => ({
  line,
  key,
  outcome: is,
  problems: [],
  same: is === "duplicate" ? { id: 1, name: key } : null,
  account_id: null,
});

test("cells become fields by what their columns mean; what has no meaning and what is empty is left out", () => {
  const rows = [{ line: 2, cells: ["Acme", "x", ""] }];
  expect(toRows({ rows }, ["name", null, "region"])).toEqual([{ line: 2, name: "Acme" }]);
});

test("rows are sent in parts of a size that the server takes", () => {
  expect(chunked([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(chunked([], 2)).toEqual([]);
});

test("a field that two columns claim is found", () => {
  expect(claimedTwice(["name", null, null, "type"])).toBe(null);
  expect(claimedTwice(["name", null, "name"])).toBe("name");
});

test("a row that repeats one above is not sent, unless somebody wants it", () => {
  const rows = [2, 3, 4, 5].map((line) => ({ line, name: "a" }));
  const judged = judge(rows, [outcome(2, "a"), outcome(3, "a"), outcome(4, "b", "duplicate"), outcome(5, "", "refused")]);
  expect(judged.map(({ state, firstLine }) => [state, firstLine])).toEqual([
    ["fit", null],
    ["double", 2],
    ["duplicate", null],
    ["refused", null],
  ]);
  expect(wanted(judged, new Set()).map(({ line }) => line)).toEqual([2]);
  expect(wanted(judged, new Set([3, 4, 5])).map(({ line, anyway }) => [line, anyway])).toEqual([
    [2, undefined],
    [3, true],
    [4, true],
  ]);
});

test("rows that are taken away hold no formula and no broken cell", () => {
  expect(toCsv([["=cmd()", 'say "hi", you', "plain"]])).toBe('\uFEFF\'=cmd(),"say ""hi"", you",plain\r\n');
});
