import { Button, Chip, Group, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import type { PromiseReason } from "@/features/promises/api";
import { useWords } from "@/ui/useWords";

const REASONS: PromiseReason[] = ["undeliverable", "unclear", "too_costly", "too_soon", "other"];

interface Props {
  isBusy: boolean;
  onSend: (answer: { reason_code: PromiseReason; reason: string }) => void;
  onCancel: () => void;
}

/** Why a promise cannot be kept as it was made: one reason, and words for whoever made it. */
export function ReturnPromise({ isBusy, onSend, onCancel }: Props) {
  const { t } = useWords();
  const [code, setCode] = useState<PromiseReason>("undeliverable");
  const [reason, setReason] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSend({ reason_code: code, reason: reason.trim() });
      }}
    >
      <Stack gap="sm">
        <Chip.Group multiple={false} value={code} onChange={(value) => setCode(value as PromiseReason)}>
          <Group gap={6} role="radiogroup" aria-label={t("promises.return_reason")}>
            {REASONS.map((each) => (
              <Chip key={each} value={each} size="sm" variant="outline">
                {t(`promises.reason_${each}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <Textarea
          label={t("promises.return_words")}
          placeholder={t("promises.return_words_hint")}
          required
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          value={reason}
          ref={focusOnce}
          onKeyDown={(event) => {
            if (event.key === "Escape") onCancel();
          }}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" size="compact-md" color="red" variant="light" loading={isBusy} disabled={!reason.trim()}>
            {t("promises.return")}
          </Button>
          <Button variant="subtle" size="compact-md" onClick={onCancel}>
            {t("common.cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The person has just asked to return: their next key goes into the words. */
function focusOnce(field: HTMLTextAreaElement | null): void {
  field?.focus({ preventScroll: true });
}
