import { expect, test } from "vitest";
import { choices, isSnoozed } from "@/features/handoffs/snooze";

const NOW = new Date("2026-03-02T10:00:00").getTime();
const at = (hour: number) => new Date(`2026-03-02T${hour}:00:00`).toISOString();

test("nothing may be put off past the time it is due", () => {
  expect(choices(NOW, at(12))).toEqual([at(11)]);
  expect(choices(NOW, at(18))).toEqual([at(11), at(14)]);
  expect(choices(NOW, new Date(NOW).toISOString())).toEqual([]);
});

test("what was put off until a moment that has passed waits again", () => {
  expect([isSnoozed(at(11), NOW), isSnoozed(at(10), NOW), isSnoozed(null, NOW)]).toEqual([true, false, false]);
});
