import { useEffect } from "react";
import { type Draft, isAlike } from "@/ui/useDraft";

/** What was saved last, and as which version it came back. */
export interface Saved<Fields> {
  version: number;
  sent: Partial<Fields>;
}

/** A save that came to nothing: the version it was sent over, none when nothing failed; and how to forget it. */
export interface Failed {
  over: number | undefined;
  forget: () => void;
}

/**
 * Keeps a form that stays open at what is there: one that nobody types in follows what others change; after a save it
 * goes on from what came of it, with what was typed since. Once it stands on a later version than a save that failed,
 * that failure is forgotten: nothing is left to choose. Says whether what was saved is still on its way here: another
 * save would be sent over a version that is gone.
 */
export function useFollowing<Fields extends object>(draft: Draft<Fields>, version: number, saved: Saved<Fields> | null, failed: Failed): boolean {
  useEffect(() => {
    if (failed.over !== undefined && failed.over < draft.version) failed.forget();
    if (version === draft.version) return;
    if (!draft.isChanged) draft.rebase([]);
    else if (saved && draft.version < saved.version && version >= saved.version) draft.rebase(typedSince(draft, saved.sent));
  });
  return saved !== null && draft.version < saved.version;
}

function typedSince<Fields extends object>({ changes }: Draft<Fields>, sent: Partial<Fields>): (keyof Fields)[] {
  const names = Object.keys(changes) as (keyof Fields)[];
  return names.filter((name) => !isAlike(changes[name], sent[name]));
}
