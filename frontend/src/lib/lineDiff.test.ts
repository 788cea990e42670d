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

test("a line that was changed says which words, and Chinese which signs", () => {
  expect(lineDiff("周五前给我一句话\nsame", "周四前给我一句准话\nsame")[0]).toEqual({
    kind: "changed",
    text: "周四前给我一句准话",
    pieces: [
      { kind: "same", text: "周" },
      { kind: "removed", text: "五" },
      { kind: "added", text: "四" },
      { kind: "same", text: "前给我一句" },
      { kind: "added", text: "准" },
      { kind: "same", text: "话" },
    ],
  });
  expect(lineDiff("send the minutes", "send the plan")[0]?.pieces).toEqual([
    { kind: "same", text: "send the " },
    { kind: "removed", text: "minutes" },
    { kind: "added", text: "plan" },
  ]);
});

test("whatever is compared, both texts can be read from the difference", () => {
  const [before, after] = ["a\n客户要看回退方案\nb\n\nlast line", "客户不看回退方案\nb\nnew\nlast lines"];
  const read = (side: "removed" | "added") =>
    lineDiff(before, after)
      .filter(({ kind }) => kind === "same" || kind === "changed" || kind === side)
      .map(({ text, pieces }) => pieces?.filter(({ kind }) => kind === "same" || kind === side).map((each) => each.text).join("") ?? text)
      .join("\n");
  expect(read("removed")).toBe(before);
  expect(read("added")).toBe(after);
});
