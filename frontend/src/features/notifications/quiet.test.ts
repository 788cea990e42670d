import { expect, it } from "vitest";
import { isQuiet } from "@/features/notifications/quiet";

const at = (time: string) => Date.parse(`2026-03-02T${time}:00+08:00`);
const night = { quiet_from: "21:00", quiet_until: "08:30" };

it.each([
  ["20:59", false],
  ["21:00", true],
  ["03:00", true],
  ["08:29", true],
  ["08:30", false],
])("is quiet over midnight at %s: %s", (time, quiet) => {
  expect(isQuiet(night, at(time), "Asia/Shanghai")).toBe(quiet);
});

it("goes by the clocks where the person is, not where the browser is", () => {
  expect(isQuiet({ quiet_from: "12:00", quiet_until: "14:00" }, at("12:30"), "Asia/Shanghai")).toBe(true);
  expect(isQuiet({ quiet_from: "12:00", quiet_until: "14:00" }, at("12:30"), "Europe/Berlin")).toBe(false);
});

it("is never quiet for whoever chose no hours", () => {
  expect(isQuiet({ quiet_from: null, quiet_until: null }, at("03:00"), "Asia/Shanghai")).toBe(false);
});
