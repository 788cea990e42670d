import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useMe } from "@/api/session";
import type { Handoff } from "@/api/types";
import { MOST_SEEN, useSee } from "@/features/handoffs/api";
import { Batch } from "@/lib/Batch";

const GATHER = 500;
/** A card that only begins to show has not been seen, nor what lies under the bar of a phone. */
const INSIDE = "-64px 0px";

/** Returns what says that a hand-off was seen: all that are seen within half a second are said together. */
export function useSeeing(): (handoff: Handoff) => void {
  const { run } = useSee();
  const [batch] = useState(() => new Batch<Handoff>(GATHER, MOST_SEEN));
  useEffect(() => batch.to((handoffs) => run({ handoffs })));
  useEffect(() => () => batch.flush(), [batch]);
  return useCallback((handoff: Handoff) => batch.add(handoff), [batch]);
}

/** Says once that what waits for me came on screen, so that its giver knows; the element is the one to be watched. */
export function useSeen<Shown extends HTMLElement>(handoff: Handoff, say: (handoff: Handoff) => void): RefObject<Shown | null> {
  const me = useMe().id;
  const shown = useRef<Shown>(null);
  const said = useRef(false);
  const isNew = handoff.receipts.some(({ receiver_id, status, seen_at }) => receiver_id === me && status === "offered" && !seen_at);
  useEffect(() => {
    if (!isNew || said.current || !shown.current) return undefined;
    const observer = new IntersectionObserver(
      (sights) => {
        if (!sights.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        said.current = true;
        say(handoff);
      },
      { rootMargin: INSIDE },
    );
    observer.observe(shown.current);
    return () => observer.disconnect();
  }, [handoff, isNew, say]);
  return shown;
}
