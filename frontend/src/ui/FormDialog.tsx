import { Button, Group, Modal, type ModalProps, Stack } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

interface Props {
  title: string;
  /** The word on the button that sends. */
  act: string;
  isDangerous?: boolean;
  /** Everything is filled in already: the button that sends has the focus, so that it is the next key. */
  isFilled?: boolean;
  /** Off while something that is needed is missing. */
  isReady: boolean;
  isBusy: boolean;
  /** Something was chosen that no field tells of by itself. */
  isChosen?: boolean;
  problem: string | null;
  size?: ModalProps["size"];
  /** What else may be done, before the buttons. */
  aside?: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/**
 * The frame of every dialog with fields: Enter or Ctrl+Enter sends once, a refusal goes to its field, and what was
 * typed is not lost by a click beside it or a single Escape.
 */
export function FormDialog(props: Props) {
  const { isReady, isBusy, problem, onSubmit, onClose } = props;
  const { t } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const begin = useCallback((now: HTMLFormElement | null) => {
    form.current = now;
    // The dialog's own focus comes a moment after it: a key in between, which is meant for it, would be lost.
    now?.querySelector<HTMLElement>("[data-autofocus]")?.focus({ preventScroll: true });
  }, []);
  const leaving = useLeaving(props.isChosen ?? false, onClose);
  useEffect(() => {
    if (problem !== null) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problem]);
  const sendByKeys = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (isReady && !isBusy) form.current?.requestSubmit();
  };
  return (
    <Modal
      opened
      centered
      size={props.size ?? "md"}
      closeOnClickOutside={!leaving.isChanged}
      onClose={leaving.leave}
      onKeyDown={sendByKeys}
      title={props.title}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        ref={begin}
        onChange={leaving.changed}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isBusy) onSubmit();
        }}
      >
        <Stack gap="md">
          {props.children}
          <Problem text={problem ?? (leaving.isWarned ? t("common.not_saved") : null)} />
          <Group justify="flex-end">
            {props.aside}
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button
              type="submit"
              color={props.isDangerous ? "red.9" : "brand"}
              loading={isBusy}
              disabled={!isReady}
              data-autofocus={props.isFilled ? true : undefined}
            >
              {props.act}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Leaves at once while nothing was typed; else the first try only warns, until something is typed again. */
function useLeaving(isChosen: boolean, onClose: () => void) {
  const [isTyped, setTyped] = useState(false);
  const [isWarned, setWarned] = useState(false);
  const isChanged = isTyped || isChosen;
  return {
    isChanged,
    isWarned,
    changed: () => {
      setTyped(true);
      setWarned(false);
    },
    leave: () => {
      if (isChanged && !isWarned) setWarned(true);
      else onClose();
    },
  };
}
