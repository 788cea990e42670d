import { Button, Chip, Group, Stack, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { unsaved } from "@/ui/unsaved";
import { useWords } from "@/ui/useWords";

interface Props<Code extends string> {
  reasons: readonly { code: Code; name: string }[];
  reasonLabel: string;
  wordsLabel: string;
  wordsHint: string;
  act: string;
  size?: "compact-md";
  isBusy: boolean;
  isOffline?: boolean;
  /** Why it cannot be sent now, where it cannot. */
  note?: ReactNode;
  onSend: (code: Code, words: string) => void;
  onCancel: () => void;
}

/** Why something goes back: one reason out of some, and words for whoever sent it; Escape leaves it be. */
export function ReturnReason<Code extends string>({ reasons, isBusy, isOffline = false, note = null, size, ...props }: Props<Code>) {
  const { t } = useWords();
  const [code, setCode] = useState(reasons[0]?.code);
  const [words, setWords] = useState("");
  return (
    <form
      {...unsaved(words.trim() !== "")}
      onSubmit={(event) => {
        event.preventDefault();
        if (code) props.onSend(code, words.trim());
      }}
    >
      <Stack gap="sm">
        <Chip.Group multiple={false} value={code ?? null} onChange={(value) => setCode(value as Code)}>
          <Group gap={6} role="radiogroup" aria-label={props.reasonLabel}>
            {reasons.map((each) => (
              <Chip key={each.code} value={each.code} size="sm" variant="outline">
                {each.name}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <Textarea
          label={props.wordsLabel}
          placeholder={props.wordsHint}
          required
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          value={words}
          ref={focusOnce}
          onKeyDown={(event) => {
            if (event.key === "Escape") props.onCancel();
          }}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" size={size} color="red" variant="light" loading={isBusy} disabled={isOffline || !words.trim()}>
            {props.act}
          </Button>
          <Button variant="subtle" size={size} onClick={props.onCancel}>
            {t("common.cancel")}
          </Button>
        </Group>
        {note}
      </Stack>
    </form>
  );
}

/** The person has just asked to return: their next key goes into the words. */
function focusOnce(field: HTMLTextAreaElement | null): void {
  field?.focus({ preventScroll: true });
}
