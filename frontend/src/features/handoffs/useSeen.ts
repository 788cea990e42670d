import { useEffect, useRef } from "react";
import { useMe } from "@/api/session";
import type { Handoff } from "@/api/types";
import { useSee } from "@/features/handoffs/api";

/** Says once that I have seen what waits for me, so that its giver knows. */
export function useSeen(handoff: Handoff) {
  const me = useMe();
  const { run } = useSee();
  const said = useRef(false);
  const isNew = handoff.receipts.some(
    ({ receiver_id, status, seen_at }) => receiver_id === me.id && status === "offered" && !seen_at,
  );
  useEffect(() => {
    if (!isNew || said.current) return;
    said.current = true;
    run({ handoff });
  }, [handoff, isNew, run]);
}
