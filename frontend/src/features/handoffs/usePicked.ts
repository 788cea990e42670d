import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { pick } from "@/features/handoffs/picking";

const NONE: ReadonlySet<number> = new Set();

/** Which cards of a list are picked, to be answered together; one that leaves the list is picked no more. */
export function usePicked(order: readonly number[]) {
  const [chosen, setChosen] = useState(NONE);
  const last = useRef<number | null>(null);
  const places = useRef(order);
  useEffect(() => {
    places.current = order;
  }, [order]);
  const toggle = useCallback((id: number, isRange = false) => {
    const from = isRange ? last.current : null;
    last.current = id;
    setChosen((before) => pick(before, places.current, { id, from }));
  }, []);
  const picked = useMemo(() => new Set(order.filter((id) => chosen.has(id))), [order, chosen]);
  return {
    picked,
    toggle,
    pickAll: () => setChosen(new Set(order)),
    clear: () => {
      last.current = null;
      setChosen(NONE);
    },
  };
}
