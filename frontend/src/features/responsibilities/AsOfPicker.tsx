import { Button, Group, TextInput } from "@mantine/core";
import { fromLocalField, toLocalField } from "@/lib/time";
import { useNow } from "@/ui/useNow";
import { useWords } from "@/ui/useWords";

interface Props {
  at: string | null;
  earliest: string;
  onChange: (at: string | null) => void;
}

/** Chooses a moment of the past, or now. */
export function AsOfPicker({ at, earliest, onChange }: Props) {
  const { t } = useWords();
  const now = useNow();
  return (
    <Group gap="xs" align="end">
      <TextInput
        type="datetime-local"
        label={t("responsibilities.as_of")}
        step={60}
        min={toLocalField(new Date(earliest))}
        value={toLocalField(at ? new Date(at) : new Date(now))}
        onChange={(event) => onChange(fromLocalField(event.currentTarget.value))}
      />
      <Button variant={at === null ? "light" : "default"} aria-pressed={at === null} onClick={() => onChange(null)}>
        {t("responsibilities.as_of_now")}
      </Button>
    </Group>
  );
}
