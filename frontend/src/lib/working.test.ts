import { expect, test } from "vitest";
import { worked, workingTime } from "@/lib/working";

const at = (text: string) => Date.parse(`2026-${text}:00+08:00`);
// Friday and Monday, nine to six in Shanghai.
const SPANS = [
  { from_at: "2026-03-06T01:00:00Z", until_at: "2026-03-06T10:00:00Z" },
  { from_at: "2026-03-09T01:00:00Z", until_at: "2026-03-09T10:00:00Z" },
];

test("a weekend is no working time", () => {
  expect(worked(SPANS, at("03-06T16:00"), at("03-09T10:30"))).toBe(3.5 * 3_600_000);
  expect(worked(SPANS, at("03-07T16:00"), at("03-08T10:30"))).toBe(0);
});

test("what is over has no time left", () => {
  expect(worked(SPANS, at("03-09T10:00"), at("03-06T16:00"))).toBe(0);
});

test("working time is worded in minutes, then in hours", () => {
  expect(workingTime(45.9 * 60_000, "en")).toBe("45 minutes");
  expect(workingTime(90 * 60_000, "zh")).toBe("90分钟");
  expect(workingTime(70 * 3_600_000, "en")).toBe("70 hours");
});
