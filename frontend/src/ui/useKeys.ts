import { useEffect, useRef } from "react";
import { isBusy } from "@/ui/keyboard";

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
