import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

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
export function ConfirmDialog(props: Props) {
  const { t } = useWords();
  const [reason, setReason] = useState("");
  const needsReason = props.reasonLabel !== undefined;
  return (
    <Modal
      opened
      centered
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onAct(reason.trim());
        }}
      >
        <Stack gap="md">
          <p>{props.text}</p>
          {needsReason ? (
            <Textarea
              label={props.reasonLabel}
              required
              autosize
              minRows={2}
              maxLength={2000}
              data-autofocus
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          ) : null}
          <Problem text={props.problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t("common.cancel")}
            </Button>
            <Button
              type="submit"
              color={props.isDangerous ? "red.9" : "brand"}
              loading={props.isBusy}
              disabled={needsReason && !reason.trim()}
            >
              {props.act}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
