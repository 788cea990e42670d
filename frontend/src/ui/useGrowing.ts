import { type RefObject, startTransition, useEffect, useRef, useState } from "react";

const FIRST = 20;
const STEP = 8;
const NEAR = "1600px 0px";

/** How many of a long list have elements so far: some more each time that `end`, below them, comes near the screen. */
export function useGrowing<End extends HTMLElement>(count: number): { grown: number; end: RefObject<End | null> } {
  const [grown, setGrown] = useState(FIRST);
  const end = useRef<End>(null);
  const isWhole = grown >= count;
  useEffect(() => {
    const mark = end.current;
    if (isWhole || !mark) return undefined;
    const observer = new IntersectionObserver(
      // What is scrolled and typed meanwhile goes first.
      ([seen]) => seen?.isIntersecting && startTransition(() => setGrown(grown + STEP)),
      { rootMargin: NEAR },
    );
    // Begun anew with each step: a mark that is near still tells of it only once.
    observer.observe(mark);
    return () => observer.disconnect();
  }, [grown, isWhole]);
  return { grown, end };
}
