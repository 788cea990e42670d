import { type FocusEvent, useLayoutEffect, useRef } from "react";

/** Keeps the focus on a card when the button that had it goes: on the page, the next key would be meant for another card. */
export function useKeptFocus(isTaken: boolean) {
  const holder = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    if (isTaken && document.activeElement === document.body) holder.current?.focus({ preventScroll: true });
  }, [isTaken]);
  return {
    onFocus: ({ currentTarget }: FocusEvent<HTMLElement>) => {
      holder.current = currentTarget;
    },
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
      if (!currentTarget.contains(relatedTarget)) holder.current = null;
    },
  };
}
