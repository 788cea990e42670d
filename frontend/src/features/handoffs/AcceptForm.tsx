import { Button, Group, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { lines } from "@/lib/lines";
import { OfflineReason } from "@/features/handoffs/OfflineReason";
import { useLine } from "@/realtime/useLine";
import { unsaved } from "@/ui/unsaved";
import { useWords } from "@/ui/useWords";

interface Props {
  isBusy: boolean;
  onSend: (openItems: string[]) => void;
  onCancel: () => void;
}

/** Accepts a hand-off and lists what is still open, so that it is not forgotten. */
export function AcceptForm({ isBusy, onSend, onCancel }: Props) {
  const { t } = useWords();
  const isOffline = useLine() === "offline";
  const [text, setText] = useState("");
  return (
    <form
      {...unsaved(text.trim() !== "")}
      onSubmit={(event) => {
        event.preventDefault();
        onSend(lines(text));
      }}
    >
      <Stack gap="sm">
        <Textarea
          label={t("handoffs.open_items")}
          description={t("handoffs.open_items_hint")}
          required
          autosize
          minRows={2}
          maxRows={6}
          ref={focusOnce}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={isBusy} disabled={isOffline || lines(text).length === 0}>
            {t("handoffs.accept")}
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

function focusOnce(field: HTMLTextAreaElement | null): void {
  field?.focus({ preventScroll: true });
}
