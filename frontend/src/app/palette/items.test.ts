import { expect, test } from "vitest";
import { type Item, fits, inOrder, step } from "@/app/palette/items";

const item = (id: string, group: Item["group"], label: string) => ({ id, group, label }) as Item;

test("every word has to stand somewhere in the line", () => {
  const line = { ...item("deals", "pages", "Deals"), detail: "all of them" };
  expect(fits(line, "dea ALL")).toBe(true);
  expect(fits(line, "dea none")).toBe(false);
  expect(fits(line, "")).toBe(true);
});

test("lines stand by group, and within a group as they came", () => {
  const lines = [item("b", "deal", ""), item("x", "pages", ""), item("a", "deal", "")];
  expect(inOrder(lines).map(({ id }) => id)).toEqual(["x", "b", "a"]);
});

test("the way down ends at the top again", () => {
  expect([step(2, 1, 3), step(0, -1, 3), step(0, 1, 0)]).toEqual([0, 2, 0]);
});
