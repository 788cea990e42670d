import type { Absence } from "@/api/types";

export type Span = "month" | "week";

/** One absence in the days that are shown: from which of them to which. */
export interface Bar {
  absence: Absence;
  first: number;
  last: number;
}

export interface CalendarRow {
  personId: number;
  /** What overlaps stands in lanes below each other. */
  lanes: Bar[][];
}

const WEEK = 7;

const dateOf = (on: string) => {
  const [year = 0, month = 1, day = 1] = on.split("-").map(Number);
  return new Date(year, month - 1, day);
};

export const dayKey = (date: Date): string =>
  [date.getFullYear(), String(date.getMonth() + 1).padStart(2, "0"), String(date.getDate()).padStart(2, "0")].join("-");

/** The first day of the month or of the week that a day is in; weeks begin on Mondays. */
export function beginOf(on: string, span: Span): string {
  const date = dateOf(on);
  if (span === "month") date.setDate(1);
  else date.setDate(date.getDate() - ((date.getDay() + 6) % WEEK));
  return dayKey(date);
}

/** The first day so many months or weeks further on. */
export function step(first: string, span: Span, by: number): string {
  const date = dateOf(first);
  if (span === "month") date.setMonth(date.getMonth() + by);
  else date.setDate(date.getDate() + by * WEEK);
  return dayKey(date);
}

/** The days of a month or a week. */
export function daysOf(first: string, span: Span): string[] {
  const days = [];
  const end = step(first, span, 1);
  for (let date = dateOf(first); dayKey(date) < end; date = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1))
    days.push(dayKey(date));
  return days;
}

/** The moments where the days begin and where the last of them is over, where the reader is. */
export function edgesOf(first: string, span: Span): { from: string; until: string } {
  return { from: dateOf(first).toISOString(), until: dateOf(step(first, span, 1)).toISOString() };
}

export const isWeekend = (on: string): boolean => [0, 6].includes(dateOf(on).getDay());

/** Rows of people, in the order of who leaves first; an absence that ends at midnight takes nothing of the day that begins. */
export function rowsOf(absences: readonly Absence[], days: readonly string[]): CalendarRow[] {
  const rows = new Map<number, Bar[][]>();
  for (const absence of absences) {
    const from = dayKey(new Date(absence.from_at));
    const until = dayKey(new Date(new Date(absence.until_at).getTime() - 1));
    const taken = days.flatMap((on, place) => (on >= from && on <= until ? [place] : []));
    if (taken.length === 0) continue;
    const bar = { absence, first: taken[0] ?? 0, last: taken.at(-1) ?? 0 };
    const lanes = rows.get(absence.person_id) ?? [];
    rows.set(absence.person_id, lanes);
    const free = lanes.find((lane) => (lane.at(-1)?.last ?? -1) < bar.first);
    if (free) free.push(bar);
    else lanes.push([bar]);
  }
  return [...rows].map(([personId, lanes]) => ({ personId, lanes }));
}

/** On each day, how many absences leave nobody to answer. */
export function gapsOf(rows: readonly CalendarRow[], days: readonly string[]): number[] {
  const bars = rows.flatMap(({ lanes }) => lanes.flat()).filter(({ absence }) => absence.gap !== null);
  return days.map((_, place) => bars.filter(({ first, last }) => first <= place && place <= last).length);
}
