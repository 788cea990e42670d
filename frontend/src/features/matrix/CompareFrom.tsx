import { Button, TextInput } from "@mantine/core";
import { IconArrowsDiff } from "@tabler/icons-react";
import styles from "@/features/matrix/AsOfBar.module.css";
import { fromLocalField, toLocalField } from "@/lib/time";
import { useWords } from "@/ui/useWords";

interface Props {
  vs: string;
  at: string;
  onChange: (vs: string) => void;
}

const WEEK = 7 * 24 * 3_600_000;

/** Compares the moment on screen with an earlier one, a week before unless told otherwise. */
export function CompareFrom({ vs, at, onChange }: Props) {
  const { t } = useWords();
  if (!vs) {
    const begin = () => onChange(new Date((at ? new Date(at).getTime() : Date.now()) - WEEK).toISOString());
    return (
      <Button variant="default" leftSection={<IconArrowsDiff size={16} aria-hidden="true" />} onClick={begin}>
        {t("matrix.compare")}
      </Button>
    );
  }
  return (
    <>
      <TextInput
        type="datetime-local"
        aria-label={t("matrix.compare_with")}
        className={styles.date}
        value={toLocalField(new Date(vs))}
        onChange={(event) => onChange(fromLocalField(event.currentTarget.value) ?? vs)}
      />
      <Button variant="light" onClick={() => onChange("")}>
        {t("matrix.compare_end")}
      </Button>
    </>
  );
}
