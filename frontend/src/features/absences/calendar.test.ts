import { expect, test } from "vitest";
import type { Absence } from "@/api/types";
import { beginOf, daysOf, gapsOf, rowsOf, step } from "@/features/absences/calendar";

const DECEMBER = daysOf("2026-12-01", "month");

function absence(person_id: number, from: [number, number, number], until: [number, number, number], gap: Absence["gap"] = null): Absence {
  const [from_at, until_at] = [from, until].map(([month, day, hour]) => new Date(2026, month - 1, day, hour).toISOString());
  return { person_id, from_at, until_at, gap } as Absence;
}

test("a month and a week begin on their first day and have all of their days", () => {
  expect(beginOf("2026-12-24", "month")).toBe("2026-12-01");
  expect(beginOf("2026-12-27", "week")).toBe("2026-12-21");
  expect(DECEMBER).toHaveLength(31);
  expect(daysOf("2028-02-01", "month")).toHaveLength(29);
  expect(daysOf("2026-12-28", "week").at(-1)).toBe("2027-01-03");
  expect(step("2026-12-01", "month", 1)).toBe("2027-01-01");
  expect(step("2027-01-04", "week", -1)).toBe("2026-12-28");
});

test("an absence takes the days that it touches, and is cut at the edges of what is shown", () => {
  const [row] = rowsOf([absence(1, [11, 28, 9], [12, 3, 0])], DECEMBER);

  expect(row?.lanes.map((lane) => lane.map(({ first, last }) => [first, last]))).toEqual([[[0, 1]]]);
  expect(rowsOf([absence(1, [11, 1, 9], [12, 1, 0])], DECEMBER)).toEqual([]);
});

test("what overlaps stands below each other, what follows stays in its lane", () => {
  const [row] = rowsOf([absence(1, [12, 1, 9], [12, 5, 9]), absence(1, [12, 3, 9], [12, 4, 9]), absence(1, [12, 6, 9], [12, 7, 9])], DECEMBER);

  expect(row?.lanes.map((lane) => lane.length)).toEqual([2, 1]);
});

test("gaps are counted day by day", () => {
  const rows = rowsOf([absence(1, [12, 1, 9], [12, 2, 18], "no_deputy"), absence(2, [12, 2, 9], [12, 3, 18], "deputy_away"), absence(3, [12, 2, 9], [12, 2, 18])], DECEMBER);

  expect(gapsOf(rows, DECEMBER).slice(0, 4)).toEqual([1, 2, 1, 0]);
});
