import { type RefObject, useLayoutEffect, useRef } from "react";

const tileOf = (node: number | null) => document.querySelector<HTMLElement>(`[data-node="${node}"]`);

/**
 * Takes whoever opens a node by keyboard, or where the panel lies over the track, into the panel; and back to the tile
 * when it closes. A click beside the track leaves the focus where it is.
 */
export function useNodeFocus(asked: number | null, panel: RefObject<HTMLElement | null>): void {
  const before = useRef(asked);
  // Before the paint: the next key is for what is on screen.
  useLayoutEffect(() => {
    const left = before.current;
    before.current = asked;
    const isFromTile = document.activeElement === tileOf(asked);
    const isOver = panel.current !== null && getComputedStyle(panel.current).position === "fixed";
    if (asked !== null && isFromTile && (isOver || document.activeElement?.matches(":focus-visible"))) panel.current?.focus();
    // Whoever was in the panel comes back, also where another node's panel takes its place.
    const wasInside = document.activeElement === document.body || panel.current?.contains(document.activeElement);
    if (asked === null && left !== null && wasInside) tileOf(left)?.focus();
  }, [asked, panel]);
}
