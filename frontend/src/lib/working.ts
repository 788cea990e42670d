import { type Language, localeOf } from "@/lib/words";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** From when until when people work, without a break. */
export interface Span {
  from_at: string;
  until_at: string;
}

/** Returns the milliseconds between two moments that lie in working hours. */
export function worked(spans: Span[], from: number, until: number): number {
  let sum = 0;
  for (const { from_at, until_at } of spans)
    sum += Math.max(0, Math.min(until, Date.parse(until_at)) - Math.max(from, Date.parse(from_at)));
  return sum;
}

/** Words an amount of working time; never in days, because a working day has not 24 hours. */
export function workingTime(milliseconds: number, language: Language): string {
  const [value, unit] = milliseconds < 2 * HOUR ? [milliseconds / MINUTE, "minute"] : [milliseconds / HOUR, "hour"];
  const options = { style: "unit", unit: unit as string, unitDisplay: "long", maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(localeOf(language), options).format(Math.floor(value as number));
}
