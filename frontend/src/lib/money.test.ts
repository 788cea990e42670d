import { expect, test } from "vitest";
import { fullAmount, shortAmount } from "@/lib/money";

test.each([
  [12_800_000, "zh", "1280\u4e07"],
  [128_000_000, "zh", "1.28\u4ebf"],
  [9_500, "zh", "\u00a59500"],
  [12_345_678, "zh", "1234.57\u4e07"],
  [12_800_000, "en", "CN\u00a512.8M"],
] as const)("%d in %s is %s", (amount, language, expected) => {
  expect(shortAmount(amount, "CNY", language)).toBe(expected);
});

test("the full amount keeps every digit", () => {
  expect(fullAmount(12_800_000, "CNY", "en")).toBe("CN\u00a512,800,000");
});
