import { type Language, localeOf } from "@/lib/words";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Words a moment as date and time, leaving the year out when it is the current one. */
export function moment(at: string, language: Language, now = new Date()): string {
  const date = new Date(at);
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  const options = { year, month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat(localeOf(language), options).format(date);
}

/** Words a moment for those who read it elsewhere and later: with its year and how far its zone is from UTC. */
export function wholeMoment(at: string, language: Language): string {
  const on = { year: "numeric", month: "short", day: "numeric" } as const;
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "shortOffset" } as const;
  return new Intl.DateTimeFormat(localeOf(language), { ...on, ...time }).format(new Date(at));
}

export function clock(at: string, language: Language): string {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat(localeOf(language), options).format(new Date(at));
}

/** Returns the calendar day of a moment where the reader is; a day stays the day it is. */
export function dayOf(at: string): [number, number, number] {
  if (at.includes("T")) {
    const date = new Date(at);
    return [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  }
  const [year = 0, month = 1, date = 1] = at.split("-").map(Number);
  return [year, month, date];
}

/** Words a calendar day (`YYYY-MM-DD`), or the day of a moment where the reader is. */
export function day(on: string, language: Language, now = new Date()): string {
  const [year, month, date] = dayOf(on);
  const options = { year: year === now.getFullYear() ? undefined : "numeric", month: "short", day: "numeric" } as const;
  return new Intl.DateTimeFormat(localeOf(language), options).format(new Date(year, month - 1, date));
}

/** Words the month of a calendar day: "December 2026". */
export function monthOf(on: string, language: Language): string {
  const [year, month] = dayOf(on);
  return new Intl.DateTimeFormat(localeOf(language), { year: "numeric", month: "long" }).format(new Date(year, month - 1, 1));
}

/** Words the day of the week of a calendar day as briefly as the language can: "W". */
export function weekdayOf(on: string, language: Language): string {
  const [year, month, date] = dayOf(on);
  return new Intl.DateTimeFormat(localeOf(language), { weekday: "narrow" }).format(new Date(year, month - 1, date));
}

/** Words how far away a moment is: "in 3 hours", "2 days ago". */
export function distance(at: string, language: Language, now = new Date()): string {
  const format = new Intl.RelativeTimeFormat(localeOf(language), { numeric: "always" });
  const left = new Date(at).getTime() - now.getTime();
  const size = Math.abs(left);
  if (size < HOUR) return format.format(Math.trunc(left / MINUTE), "minute");
  if (size < 2 * DAY) return format.format(Math.trunc(left / HOUR), "hour");
  return format.format(Math.trunc(left / DAY), "day");
}

/** Words the size of a span: "3 h", "2 days". */
export function span(milliseconds: number, language: Language): string {
  const size = Math.abs(milliseconds);
  const [value, unit] =
    size < HOUR ? [size / MINUTE, "minute"] : size < 2 * DAY ? [size / HOUR, "hour"] : [size / DAY, "day"];
  const options = { style: "unit", unit: unit as string, unitDisplay: "long" } as const;
  return new Intl.NumberFormat(localeOf(language), { ...options, maximumFractionDigits: 0 }).format(
    Math.floor(value as number),
  );
}

export function millisecondsUntil(at: string, now = Date.now()): number {
  return new Date(at).getTime() - now;
}

/** Returns the number of calendar days from a day, or the day of a moment, until today; negative when the day is still to come. */
export function daysSince(on: string, now = new Date()): number {
  const [year, month, date] = dayOf(on);
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  return Math.round((today - Date.UTC(year, month - 1, date)) / DAY);
}

/** The value of a datetime-local field for a moment, in the browser's zone. */
export function toLocalField(at: Date): string {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * MINUTE);
  return local.toISOString().slice(0, 16);
}

export function toDayField(at: Date): string {
  return toLocalField(at).slice(0, 10);
}

/** The UTC moment of a datetime-local field, or null while it is incomplete. */
export function fromLocalField(value: string): string | null {
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
