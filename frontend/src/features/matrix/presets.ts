export type Preset = "yesterday" | "week" | "month" | "quarter" | "year";

/** Moments that people ask for again and again: the end of a day, or the beginning of a calendar period. */
export function presets(now: Date): { key: Preset; when: string }[] {
  const [year, month, date] = [now.getFullYear(), now.getMonth(), now.getDate()];
  const moments: Record<Preset, Date> = {
    yesterday: new Date(year, month, date),
    week: new Date(year, month, date - 7),
    month: new Date(year, month, 1),
    quarter: new Date(year, month - (month % 3), 1),
    year: new Date(year, 0, 1),
  };
  return Object.entries(moments).map(([key, when]) => ({ key: key as Preset, when: when.toISOString() }));
}
