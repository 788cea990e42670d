import { useLayoutEffect, useState } from "react";

/** How many rows and columns are drawn beyond what is in sight. */
const SPARE = 4;

export interface Window {
  top: number;
  left: number;
  width: number;
  height: number;
}

/** Where a scrolling element stands and how large it is, at most once a frame. */
export function useWindow(scroller: HTMLElement | null): Window {
  const [seen, setSeen] = useState<Window>({ top: 0, left: 0, width: 1280, height: 640 });
  useLayoutEffect(() => {
    if (!scroller) return undefined;
    let frame = 0;
    const look = () => {
      frame = 0;
      setSeen((before) => {
        const next = {
          top: scroller.scrollTop,
          left: scroller.scrollLeft,
          width: scroller.clientWidth,
          height: scroller.clientHeight,
        };
        return same(before, next) ? before : next;
      });
    };
    const later = () => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    const sizes = new ResizeObserver(later);
    sizes.observe(scroller);
    scroller.addEventListener("scroll", later, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      scroller.removeEventListener("scroll", later);
    };
  }, [scroller]);
  return seen;
}

function same(a: Window, b: Window): boolean {
  return a.top === b.top && a.left === b.left && a.width === b.width && a.height === b.height;
}

/** The first and one past the last place of a row of equal sizes that a span shows, with some to spare. */
export function shown(from: number, span: number, size: number, count: number): [number, number] {
  const first = Math.max(0, Math.floor(from / size) - SPARE);
  return [Math.min(first, count), Math.min(count, Math.ceil((from + span) / size) + SPARE)];
}
