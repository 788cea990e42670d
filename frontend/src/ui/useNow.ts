import { useEffect, useState } from "react";

const EVERY = 30_000;

/** The time, refreshed twice a minute so that what is left stays true on a screen that nobody touches. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY);
    return () => clearInterval(timer);
  }, []);
  return now;
}
