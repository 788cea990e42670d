import type { Wish } from "@/api/types";

/** Whether somebody wants to be left alone at a moment, by the clocks where they are. */
export function isQuiet({ quiet_from: from, quiet_until: until }: Pick<Wish, "quiet_from" | "quiet_until">, now: number, zone: string): boolean {
  if (!from || !until) return false;
  const time = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(now);
  return from < until ? from <= time && time < until : time >= from || time < until;
}
