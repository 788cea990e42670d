import { Textarea } from "@mantine/core";
import { useState } from "react";
import { FormDialog } from "@/ui/FormDialog";

interface Props {
  title: string;
  /** Names what will happen. */
  text: string;
  act: string;
  isDangerous?: boolean;
  /** When given, a reason in words is required under this label. */
  reasonLabel?: string;
  isBusy: boolean;
  problem: string | null;
  onAct: (reason: string) => void;
  onClose: () => void;
}

/** Asks before something that cannot simply be undone, and for the reason where one is kept. */
export function ConfirmDialog({ text, reasonLabel, onAct, ...rest }: Props) {
  const [reason, setReason] = useState("");
  const needsReason = reasonLabel !== undefined;
  return (
    <FormDialog {...rest} isReady={!needsReason || Boolean(reason.trim())} onSubmit={() => onAct(reason.trim())}>
      <p>{text}</p>
      {needsReason ? (
        <Textarea
          label={reasonLabel}
          required
          autosize
          minRows={2}
          maxLength={2000}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      ) : null}
    </FormDialog>
  );
}
