import { expect, test } from "vitest";
import { fill } from "@/lib/words";

test("a hole takes its value", () => {
  expect(fill("{who} → me", { who: "Li" })).toBe("Li → me");
});

test("a number chooses its word", () => {
  expect(fill("{n} {n|item|items}", { n: 1 })).toBe("1 item");
  expect(fill("{n} {n|item|items}", { n: 3 })).toBe("3 items");
});

test("a hole without a value stays visible", () => {
  expect(fill("{who}")).toBe("{who}");
});
