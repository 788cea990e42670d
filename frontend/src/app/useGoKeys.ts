import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";

const PLACES: Readonly<Record<string, string>> = { i: "/inbox", d: "/deals", m: "/matrix" };
const PATIENCE = 1500;

/** `g` and then a letter goes to a page; the second key is taken before anything else hears it. */
export function useGoKeys(): void {
  const navigate = useNavigate();
  const asked = useRef(-PATIENCE);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const place = PLACES[event.key];
      const isSecond = event.timeStamp - asked.current < PATIENCE;
      if (isTyping(event)) return;
      if (isSecond && place) {
        asked.current = -PATIENCE;
        event.preventDefault();
        event.stopPropagation();
        void navigate(place);
      } else {
        asked.current = event.key === "g" ? event.timeStamp : -PATIENCE;
      }
    };
    document.addEventListener("keydown", listen, true);
    return () => document.removeEventListener("keydown", listen, true);
  }, [navigate]);
}

function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target as HTMLElement;
  return target.isContentEditable || target.closest("input, textarea, select, [role=dialog]") !== null;
}
