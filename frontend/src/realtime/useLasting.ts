import { useEffect, useState } from "react";

/** Returns a value only once it has lasted for a while; null at once. */
export function useLasting<Value>(value: Value | null, patience: number): Value | null {
  const [lasting, setLasting] = useState<Value | null>(null);
  useEffect(() => {
    if (value === null) return undefined;
    const timer = setTimeout(() => setLasting(value), patience);
    return () => {
      clearTimeout(timer);
      setLasting(null);
    };
  }, [value, patience]);
  return value === null ? null : lasting;
}
