import { useLayoutEffect, useRef } from "react";
import { isBusy } from "@/ui/keyboard";

type Keys = Readonly<Record<string, () => void>>;

/**
 * Runs an act on a single key, unless somebody types, composes Chinese, holds a modifier or has a dialog open. What lies over
 * others that were there before it and know the same key takes it before them.
 */
export function useKeys(keys: Keys, isOn = true, isBeforeOthers = false): void {
  const latest = useRef(keys);
  // Before the paint: what is on screen answers to its keys.
  useLayoutEffect(() => {
    latest.current = keys;
  });
  useLayoutEffect(() => {
    if (!isOn) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isBusy(event)) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", listen, isBeforeOthers);
    return () => document.removeEventListener("keydown", listen, isBeforeOthers);
  }, [isOn, isBeforeOthers]);
}
