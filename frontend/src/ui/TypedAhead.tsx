import { VisuallyHidden } from "@mantine/core";
import { type ReactNode, Suspense, useCallback, useLayoutEffect, useState } from "react";

interface Props {
  label: string;
  onClose: () => void;
  /** What takes what was typed until it was there. */
  children: (begun: string) => ReactNode;
}

/**
 * A field for what is typed while the part that it is meant for still loads: these letters are that part's, and none of
 * them is a key of the page behind it.
 */
export function TypedAhead({ label, onClose, children }: Props) {
  const [begun, setBegun] = useState("");
  // A word that an input method is still composing would be lost with the field.
  const [isComposing, setComposing] = useState(false);
  const [isThere, setThere] = useState(false);
  const arrive = useCallback(() => setThere(true), []);
  const waiting = (
    <VisuallyHidden>
      <input
        ref={focusAtEnd}
        aria-label={label}
        value={begun}
        onChange={(event) => setBegun(event.currentTarget.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={(event) => {
          // Not every browser has said the word before.
          setBegun(event.currentTarget.value);
          setComposing(false);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.nativeEvent.isComposing) onClose();
        }}
      />
    </VisuallyHidden>
  );
  return (
    <>
      {isThere ? null : waiting}
      {isComposing ? null : (
        <Suspense>
          {children(begun)}
          <Arrival onArrived={arrive} />
        </Suspense>
      )}
    </>
  );
}

/** Says that what it stands beside is there, before it is painted. */
function Arrival({ onArrived }: { onArrived: () => void }) {
  useLayoutEffect(onArrived, [onArrived]);
  return null;
}

/** Takes the focus with the commit, and goes on after what a field says already. */
export function focusAtEnd(field: HTMLInputElement | null): void {
  field?.focus({ preventScroll: true });
  field?.setSelectionRange(field.value.length, field.value.length);
}
