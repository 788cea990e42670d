import type { Icon } from "@tabler/icons-react";

/** One line of the palette. */
export interface Item {
  id: string;
  group: "recent" | "pages" | "actions" | "account" | "deal" | "person" | "node" | "note";
  label: string;
  detail?: string | undefined;
  /** What is pressed to do the same without the palette. */
  keys?: string | undefined;
  icon: Icon;
  /** A place to go to is remembered; everything else is done. */
  to?: string | undefined;
  act?: (() => void) | undefined;
}

export const GROUPS = ["recent", "pages", "actions", "account", "deal", "person", "node", "note"] as const;

/** Whether every word that was typed stands somewhere in a line. */
export function fits(item: Item, typed: string): boolean {
  const text = `${item.label} ${item.detail ?? ""} ${item.id}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The lines in the order of their groups, as they stand on screen. */
export function inOrder(items: Item[]): Item[] {
  return GROUPS.flatMap((group) => items.filter((item) => item.group === group));
}

/** The next line up or down, from the last to the first. */
export function step(current: number, by: number, count: number): number {
  return count === 0 ? 0 : (current + by + count) % count;
}
