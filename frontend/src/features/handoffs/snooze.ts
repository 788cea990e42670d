const HOUR = 3_600_000;

/** The moments until which something may be put off: in one and four hours, tomorrow at nine; none after it is due. */
export function choices(now: number, dueAt: string): string[] {
  const tomorrow = new Date(now);
  tomorrow.setDate(tomorrow.getDate() + 1);
  tomorrow.setHours(9, 0, 0, 0);
  const due = new Date(dueAt).getTime();
  const moments = [now + HOUR, now + 4 * HOUR, tomorrow.getTime()];
  return moments.filter((at) => at <= due).map((at) => new Date(at).toISOString());
}

/** Whether a receipt is put off now. */
export function isSnoozed(until: string | null, now: number): boolean {
  return until !== null && new Date(until).getTime() > now;
}
