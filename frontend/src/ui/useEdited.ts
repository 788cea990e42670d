import { useState } from "react";

/**
 * Which thing of a list a dialog is open for: as it is now, and as it was once somebody has removed it meanwhile.
 * What is typed over it then meets the server's answer, instead of making a new one of it.
 */
export function useEdited<Thing extends { id: number }>(things: readonly Thing[]) {
  const [edited, setEdited] = useState<Thing | "new" | null>(null);
  const known = edited === null || edited === "new" ? null : (things.find(({ id }) => id === edited.id) ?? edited);
  return {
    isOpen: edited !== null,
    /** Null for a new one. */
    known,
    edit: (thing: Thing | "new") => setEdited(thing),
    close: () => setEdited(null),
  };
}
