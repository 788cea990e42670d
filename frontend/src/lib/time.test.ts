import { expect, test } from "vitest";
import { daysSince, distance, fromLocalField, toLocalField, wholeMoment } from "@/lib/time";

const now = new Date("2026-11-23T10:00:00Z");

test("distance is worded in the fitting unit", () => {
  expect(distance("2026-11-23T13:20:00Z", "en", now)).toBe("in 3 hours");
  expect(distance("2026-11-20T10:00:00Z", "en", now)).toBe("3 days ago");
  expect(distance("2026-11-23T10:25:00Z", "en", now)).toBe("in 25 minutes");
});

test("days since a day counts calendar days", () => {
  expect(daysSince("2026-11-20", new Date(2026, 10, 23, 9))).toBe(3);
  expect(daysSince("2026-11-25", new Date(2026, 10, 23, 9))).toBe(-2);
});

test("a local field comes back as the same moment", () => {
  expect(fromLocalField(toLocalField(now))).toBe("2026-11-23T10:00:00.000Z");
  expect(fromLocalField("")).toBeNull();
});

test("a moment counts on the reader's own calendar day", () => {
  const justAfterMidnight = new Date(2026, 10, 24, 0, 45);

  expect(daysSince(justAfterMidnight.toISOString(), new Date(2026, 10, 24, 9))).toBe(0);
});

test("a whole moment has its year and its zone, in both languages", () => {
  const at = new Date().toISOString();

  for (const language of ["zh", "en"] as const) {
    expect(wholeMoment(at, language)).toContain(String(new Date(at).getFullYear()));
    expect(wholeMoment(at, language)).toMatch(/GMT|UTC/);
  }
});
