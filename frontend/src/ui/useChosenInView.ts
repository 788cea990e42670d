import { type RefObject, useLayoutEffect, useRef } from "react";

/** For a line of tabs or choices that is swept sideways: moves it until the chosen one is whole on the screen. */
export function useChosenInView<Line extends HTMLElement>(chosen: string): RefObject<Line | null> {
  const line = useRef<Line>(null);
  useLayoutEffect(() => {
    const entry = line.current?.querySelector(`[role=tab][id$="-tab-${chosen}"], input[value="${chosen}"] + label`);
    if (!line.current || !entry) return;
    const whole = line.current.getBoundingClientRect();
    const part = entry.getBoundingClientRect();
    // The page itself stays where it is, which scrollIntoView does not promise.
    if (part.right > whole.right) line.current.scrollLeft += part.right - whole.right;
    if (part.left < whole.left) line.current.scrollLeft -= whole.left - part.left;
  }, [chosen]);
  return line;
}
