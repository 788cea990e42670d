/** The mark of what holds words that nothing has kept yet. */
export const unsaved = (isTyped: boolean) => ({ "data-unsaved": isTyped || undefined });

/** Whether something in a part of the page was typed and would be gone with it. */
export function holdsUnsaved(part: Element | null): boolean {
  return part?.querySelector("[data-unsaved]") != null;
}
