import { useEffect, useState } from "react";
import type { ChecklistItem } from "@/api/types";
import type { TypedChange } from "@/features/nodes/api";
import { Watched } from "@/lib/Watched";

class Standing<Words> extends Watched {
  current: Words | null = null;

  stand(words: Words | null): void {
    this.current = words;
    this.tell();
  }
}

/** The note of an item as I type it; until I do, it is whatever it is now, also when somebody else changes it. */
export function useNoteDraft(item: Pick<ChecklistItem, "note">) {
  const [draft, setDraft] = useState<string | null>(null);
  const note = draft ?? item.note;
  if (draft === item.note) setDraft(null);
  const standing = useStanding(note);
  // Only what it was sent with is given back or let go of: somebody may have typed on meanwhile.
  const changeTo = (words: string): TypedChange => ({
    change: { note: words },
    typed: {
      restore: () => setDraft((now) => now ?? words),
      drop: () => setDraft((now) => (now === words ? null : now)),
      watch: standing.watch,
      now: () => (standing.current === null ? undefined : changeTo(standing.current)),
    },
  });
  return { note, type: setDraft, isTyped: note !== item.note, wish: () => changeTo(note) };
}

/** What stands in a form at the moment of a click elsewhere, and each time it changes; null once the form is gone. */
export function useStanding<Words>(words: Words) {
  const [standing] = useState(() => new Standing<Words>());
  useEffect(() => standing.stand(words), [standing, words]);
  useEffect(() => () => standing.stand(null), [standing]);
  return standing;
}
