import { expect, test } from "vitest";
import { lineDiff } from "@/lib/lineDiff";

test("what was removed and added stands where it was", () => {
  expect(lineDiff("a\nb\nc", "a\nx\nc")).toEqual([
    { kind: "same", text: "a" },
    { kind: "removed", text: "b" },
    { kind: "added", text: "x" },
    { kind: "same", text: "c" },
  ]);
});

test("equal texts differ in nothing", () => {
  expect(lineDiff("a\nb", "a\nb").every(({ kind }) => kind === "same")).toBe(true);
});
