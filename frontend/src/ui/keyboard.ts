/** Whether keys without a modifier do anything: some people's hands, and some people's tools, hit them by accident. */
let isOn = true;

export function allowSingleKeys(allowed: boolean): void {
  isOn = allowed;
}

/** True when a key must be left alone: somebody types, composes Chinese, holds a modifier or has a dialog open. */
export function isBusy(event: KeyboardEvent): boolean {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return true;
  if (!isOn && event.key.length === 1) return true;
  const target = event.target as HTMLElement;
  if (target.isContentEditable || target.closest("input, textarea, select, [role=listbox], [role=menu]")) return true;
  return document.querySelector("[role=dialog][aria-modal=true]") !== null;
}
