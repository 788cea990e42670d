import { type RefObject, useEffect, useState } from "react";

const BEYOND = 12;

export interface Windowed {
  first: number;
  last: number;
}

/** Which of many rows of one height are near the window; the rest need no elements. */
export function useWindowed(list: RefObject<HTMLElement | null>, count: number, height: number): Windowed {
  const [shown, setShown] = useState<Windowed>({ first: 0, last: 40 });
  useEffect(() => {
    const look = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const next = near(-top, window.innerHeight, height, count);
      setShown((before) => (before.first === next.first && before.last === next.last ? before : next));
    };
    look();
    window.addEventListener("scroll", look, { passive: true });
    window.addEventListener("resize", look);
    return () => {
      window.removeEventListener("scroll", look);
      window.removeEventListener("resize", look);
    };
  }, [list, count, height]);
  return { first: Math.min(shown.first, count), last: Math.min(shown.last, count) };
}

/** The rows from `first` up to, not including, `last` that are on screen or shortly before and after it. */
export function near(scrolled: number, screen: number, height: number, count: number): Windowed {
  const first = Math.max(0, Math.floor(scrolled / height) - BEYOND);
  const last = Math.ceil((scrolled + screen) / height) + BEYOND;
  return { first: Math.min(first, count), last: Math.max(0, Math.min(last, count)) };
}
