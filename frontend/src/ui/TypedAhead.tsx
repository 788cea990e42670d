import { VisuallyHidden } from "@mantine/core";
import { type ReactNode, Suspense, useState } from "react";

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
  const waiting = (
    <VisuallyHidden>
      <input
        ref={focusAtEnd}
        aria-label={label}
        value={begun}
        onChange={(event) => setBegun(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.nativeEvent.isComposing) onClose();
        }}
      />
    </VisuallyHidden>
  );
  return <Suspense fallback={waiting}>{children(begun)}</Suspense>;
}

/** Takes the focus with the commit, and goes on after what a field says already. */
export function focusAtEnd(field: HTMLInputElement | null): void {
  field?.focus({ preventScroll: true });
  field?.setSelectionRange(field.value.length, field.value.length);
}
