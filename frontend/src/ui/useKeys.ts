import { useEffect, useRef } from "react";

type Keys = Readonly<Record<string, () => void>>;

/** Runs an act on a single key, unless somebody types, composes Chinese, holds a modifier or has a dialog open. */
export function useKeys(keys: Keys, isOn = true): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!isOn) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isBusy(event)) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [isOn]);
}

function isBusy(event: KeyboardEvent): boolean {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return true;
  const target = event.target as HTMLElement;
  if (target.isContentEditable || target.closest("input, textarea, select, [role=listbox], [role=menu]")) return true;
  return document.querySelector("[role=dialog][aria-modal=true]") !== null;
}
