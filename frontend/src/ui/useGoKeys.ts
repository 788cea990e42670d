import { useLayoutEffect, useRef } from "react";
import { isBusy } from "@/ui/keyboard";

const PATIENCE = 1_500;

/** Runs an act on `g` followed by a letter; the letter is then nobody else's, so `g a` never accepts a hand-off. */
export function useGoKeys(places: Readonly<Record<string, () => void>>): void {
  const latest = useRef(places);
  // Before the paint: what is on screen answers to its keys.
  useLayoutEffect(() => {
    latest.current = places;
  });
  useLayoutEffect(() => {
    let begun = 0;
    const listen = (event: KeyboardEvent) => {
      if (isBusy(event)) return;
      const isSecond = event.timeStamp - begun < PATIENCE && begun > 0;
      if (!isSecond && event.key !== "g") return;
      begun = isSecond ? 0 : event.timeStamp;
      event.preventDefault();
      event.stopPropagation();
      if (isSecond) latest.current[event.key]?.();
    };
    document.addEventListener("keydown", listen, { capture: true });
    return () => document.removeEventListener("keydown", listen, { capture: true });
  }, []);
}
