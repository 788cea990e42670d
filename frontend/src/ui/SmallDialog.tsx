import { Popover, type PopoverProps } from "@mantine/core";
import type { ReactNode } from "react";
import { useKeys } from "@/ui/useKeys";

interface Props {
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  label: string;
  /** Pixels. */
  width: number;
  position?: PopoverProps["position"];
  /** What opens it, and gets the focus back: an element that takes a ref. */
  opener: ReactNode;
  children: ReactNode;
}

/** A dialog of a field or two under the button that opens it: it takes the focus, and Escape closes it. */
export function SmallDialog({ isOpen, setOpen, label, width, position, opener, children }: Props) {
  // Its focus comes a moment after it: an Escape in between is one on the button, of which the dialog hears nothing.
  useKeys({ Escape: () => setOpen(false) }, isOpen, true);
  return (
    <Popover opened={isOpen} onChange={setOpen} width={width} position={position} trapFocus shadow="md" withRoles={false}>
      <Popover.Target>{opener as never}</Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={label}>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
