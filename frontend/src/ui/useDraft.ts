import { useState } from "react";

/** What is typed over a thing that others may change meanwhile. */
export interface Draft<Fields extends object> {
  /** What stands in the fields: the thing as it was when typing began, with what was typed. */
  fields: Fields;
  /** The version that this was typed over. */
  version: number;
  /** The fields that were really changed, and nothing else: what is sent. */
  changes: Partial<Fields>;
  isChanged: boolean;
  change: (part: Partial<Fields>) => void;
  /** Goes on from what is there now with these fields of mine only; returns what is then to be sent. */
  rebase: (kept: readonly (keyof Fields)[]) => Partial<Fields>;
}

/**
 * Keeps what is typed apart from what it was typed over, so that a change of somebody else is neither lost by saving
 * nor takes a word from under one's hands: the server is told the version that was seen, not the newest.
 */
export function useDraft<Fields extends object>(now: Fields, version: number): Draft<Fields> {
  const [seen, setSeen] = useState({ fields: now, version });
  const [typed, setTyped] = useState<Partial<Fields>>({});
  const fields = { ...seen.fields, ...typed };
  const changes = changesOf(typed, seen.fields);
  return {
    fields,
    version: seen.version,
    changes,
    isChanged: Object.keys(changes).length > 0,
    change: (part) => setTyped((before) => ({ ...before, ...part })),
    rebase: (kept) => {
      const mine = Object.fromEntries(kept.map((name) => [name, fields[name]])) as Partial<Fields>;
      setSeen({ fields: now, version });
      setTyped(mine);
      return changesOf(mine, now);
    },
  };
}

function changesOf<Fields extends object>(typed: Partial<Fields>, seen: Fields): Partial<Fields> {
  const names = Object.keys(typed) as (keyof Fields)[];
  const changed = names.filter((name) => !isAlike(typed[name], seen[name]));
  return Object.fromEntries(changed.map((name) => [name, typed[name]])) as Partial<Fields>;
}

/** Says the same: space around a text is no change, it is not kept. */
export function isAlike(one: unknown, other: unknown): boolean {
  if (typeof one === "string" && typeof other === "string") return one.trim() === other.trim();
  return JSON.stringify(one) === JSON.stringify(other);
}
