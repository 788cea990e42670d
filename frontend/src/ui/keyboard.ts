/** Whether keys without a modifier do anything: some people's hands, and some people's tools, hit them by accident. */
let isOn = true;

/** Where letters are typed or choose something; a tick or a choice of a few takes none, unless a form is being filled in. */
const TYPED_IN = "input:not([type=radio], [type=checkbox]), form [type=radio], textarea, select, [role=listbox], [role=menu]";

export function allowSingleKeys(allowed: boolean): void {
  isOn = allowed;
}

/** True when a key must be left alone: somebody types, composes Chinese, holds a modifier, presses a button or has a dialog open. */
export function isBusy(event: KeyboardEvent): boolean {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return true;
  if (!isOn && event.key.length === 1) return true;
  const target = event.target as HTMLElement;
  // It has had its effect already: what was pressed in went away with it, such as a dialog with Escape.
  if (target.isConnected === false) return true;
  if (target.isContentEditable || target.closest(TYPED_IN)) return true;
  // Enter on a button is the button's own, whatever else Enter does on the page.
  if (["Enter", " "].includes(event.key) && target.closest("a, button, summary")) return true;
  return document.querySelector("[role=dialog][aria-modal=true]") !== null;
}
