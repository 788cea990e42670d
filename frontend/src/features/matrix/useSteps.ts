import { useEffect, useRef } from "react";
import type { Moments } from "@/api/types";

/** What is known of the moments around one: of another one still while they are asked for, nothing where that failed. */
export interface AskedMoments {
  data: Moments | undefined;
  isPlaceholderData: boolean;
  isError: boolean;
}

interface Options {
  at: string;
  moments: AskedMoments;
  onChange: (at: string) => void;
}

/**
 * Goes one change back or forth at a time. A key that comes before it is known where a moment's neighbours are, or before
 * the page has gone to the moment of the key before, is owed and made good once they are.
 */
export function useSteps({ at, moments: { data, isPlaceholderData, isError }, onChange }: Options) {
  /** Steps forth, or back where it is less than none. */
  const owed = useRef(0);
  /** The moment that the last step leaves, until the page has. */
  const leaving = useRef<string | null>(null);
  const isReady = () => data !== undefined && !isPlaceholderData && leaving.current !== at;
  const isLost = isError && data === undefined;
  const go = (way: number) => {
    const to = way < 0 ? data?.previous : (data?.next ?? "");
    if (typeof to !== "string" || to === at) {
      owed.current = 0;
      return;
    }
    leaving.current = at;
    onChange(to);
  };
  const step = (way: number) => {
    // Nobody knows any moment: forth leads to now, and nothing is owed.
    if (isLost || (isReady() && owed.current === 0)) go(way);
    else owed.current += way;
  };
  useEffect(() => {
    if (leaving.current !== at) leaving.current = null;
    if (isLost) owed.current = 0;
    if (owed.current === 0 || !isReady()) return;
    const way = Math.sign(owed.current);
    owed.current -= way;
    go(way);
  });
  return {
    back: () => step(-1),
    forth: () => step(1),
    /** Goes to a moment whatever was owed. */
    jump: (to: string) => {
      owed.current = 0;
      // The page may never show the moment that a step just led to: then it never leaves this one.
      leaving.current = to === at ? null : at;
      onChange(to);
    },
  };
}
