import { keep, recall } from "@/lib/storage";

export interface Visit {
  to: string;
  label: string;
  detail: string;
  kind: string;
}

const MOST = 6;

/** The places one person went to from the palette in this browser, the last one first. */
export function recentOf(personId: number): Visit[] {
  try {
    const kept: unknown = JSON.parse(recall(placeOf(personId)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isVisit).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function remember(personId: number, visit: Visit): void {
  const others = recentOf(personId).filter(({ to }) => to !== visit.to);
  keep(placeOf(personId), JSON.stringify([visit, ...others].slice(0, MOST)));
}

function isVisit(value: unknown): value is Visit {
  const visit = value as Visit | null;
  return typeof visit?.to === "string" && visit.to.startsWith("/") && typeof visit.label === "string";
}

function placeOf(personId: number): string {
  return `recent-${personId}`;
}
