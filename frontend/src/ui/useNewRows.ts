import { useMemo, useState, useSyncExternalStore } from "react";
import { withoutNew } from "@/ui/newRows";

/** Further down than this somebody reads something that new rows would push. */
const SCROLLED = 120;

interface Options<Row> {
  keyOf: (row: Row) => string;
  /** Another question is another list: nothing of it is new. */
  of?: string;
  /** Pages come at the end. Off for a list whose newest rows come last. */
  endsGrow?: boolean;
}

/** Keeps a scrolled list as it was: what others add waits, is counted, and comes in at the top of the page. */
export function useNewRows<Row>(rows: readonly Row[], { keyOf, of = "", endsGrow = true }: Options<Row>) {
  const isScrolled = useSyncExternalStore(watchScroll, scrolled);
  const [seen, setSeen] = useState<{ of: string; text: string }>({ of, text: "" });
  const { shown, held } = useMemo(() => {
    const known = new Set(seen.text.split("\n"));
    const isSame = isScrolled && seen.of === of && seen.text !== "";
    return isSame ? withoutNew(rows, known, keyOf, endsGrow) : { shown: [...rows], held: 0 };
    // `keyOf` says the same of a row each time.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [rows, seen, isScrolled, of, endsGrow]);
  const text = shown.map(keyOf).join("\n");
  if (seen.of !== of || seen.text !== text) setSeen({ of, text });
  return { shown, held };
}

function watchScroll(watcher: () => void): () => void {
  window.addEventListener("scroll", watcher, { passive: true });
  return () => window.removeEventListener("scroll", watcher);
}

function scrolled(): boolean {
  return window.scrollY > SCROLLED;
}
