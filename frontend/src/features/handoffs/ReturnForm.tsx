import { Button, Chip, Group, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import type { ReasonCode } from "@/api/types";
import { OfflineReason } from "@/features/handoffs/OfflineReason";
import { useLine } from "@/realtime/useLine";
import { useWords } from "@/ui/useWords";

const REASONS: ReasonCode[] = [
  "incomplete_package",
  "unclear_need",
  "undeliverable",
  "wrong_receiver",
  "no_capacity",
  "other",
];

interface Props {
  isBusy: boolean;
  onSend: (answer: { reasonCode: ReasonCode; reason: string }) => void;
  onCancel: () => void;
}

/** Why a hand-off goes back: one reason and words for the giver. */
export function ReturnForm({ isBusy, onSend, onCancel }: Props) {
  const { t } = useWords();
  const isOffline = useLine() === "offline";
  const [reasonCode, setReasonCode] = useState<ReasonCode>("incomplete_package");
  const [reason, setReason] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSend({ reasonCode, reason: reason.trim() });
      }}
    >
      <Stack gap="sm">
        <Chip.Group multiple={false} value={reasonCode} onChange={(value) => setReasonCode(value as ReasonCode)}>
          <Group gap={6} role="radiogroup" aria-label={t("handoffs.return_reason")}>
            {REASONS.map((code) => (
              <Chip key={code} value={code} size="sm" variant="outline">
                {t(`handoffs.reason_${code}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <Textarea
          label={t("handoffs.return_words")}
          placeholder={t("handoffs.return_words_hint")}
          required
          autosize
          minRows={2}
          maxRows={6}
          value={reason}
          ref={focusOnce}
          onKeyDown={(event) => {
            if (event.key === "Escape") onCancel();
          }}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" color="red" variant="light" loading={isBusy} disabled={isOffline || !reason.trim()}>
            {t("handoffs.return")}
          </Button>
          <Button variant="subtle" onClick={onCancel}>
            {t("common.cancel")}
          </Button>
        </Group>
        {isOffline ? <OfflineReason /> : null}
      </Stack>
    </form>
  );
}

/** The person has just asked to return: their next key goes into the words. */
function focusOnce(field: HTMLTextAreaElement | null): void {
  field?.focus({ preventScroll: true });
}
