import { useEffect, useRef } from "react";
import type { Positions } from "@/api/types";
import { useLive } from "@/realtime/LiveProvider";

/** Keeps a stream's cached values fresh while the caller is on screen, from the position its reply carried. */
export function useStream(stream: string, positions: Positions | undefined): void {
  const live = useLive();
  const position = positions?.[stream];
  const latest = useRef(position);
  useEffect(() => {
    latest.current = position;
  }, [position]);
  const isKnown = position !== undefined;
  useEffect(() => {
    if (!isKnown || !latest.current) return undefined;
    return live.join(stream, latest.current);
  }, [live, stream, isKnown]);
}
