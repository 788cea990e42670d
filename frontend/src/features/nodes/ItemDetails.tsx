import { Button, Group, Stack, TextInput, Textarea } from "@mantine/core";
import { useState } from "react";
import type { ChecklistItem } from "@/api/types";
import type { ItemChange } from "@/features/nodes/api";
import { EvidenceList } from "@/features/nodes/EvidenceList";
import styles from "@/features/nodes/ItemDetails.module.css";
import { useWords } from "@/ui/useWords";

interface Props {
  item: ChecklistItem;
  mayEdit: boolean;
  /** `restore` gives back what was typed, when the change is refused. */
  onChange: (change: ItemChange, restore?: () => void) => void;
}

/** Evidence, note, and why a step does not apply. */
export function ItemDetails({ item, mayEdit, onChange }: Props) {
  const { t } = useWords();
  // Until I type, the note is whatever it is now, also when somebody else changes it.
  const [draft, setDraft] = useState<string | null>(null);
  const note = draft ?? item.note;
  const [reason, setReason] = useState("");
  if (draft === item.note) setDraft(null);
  const saveNote = () => onChange({ note }, () => setDraft(note));
  const doesApply = item.state !== "not_applicable";
  return (
    <Stack gap="sm" className={styles.details}>
      <EvidenceList
        evidence={item.evidence}
        mayEdit={mayEdit}
        onChange={(evidence, restore) => onChange({ evidence }, restore)}
      />
      {mayEdit ? (
        <Textarea
          label={t("nodes.note")}
          autosize
          minRows={1}
          maxLength={2000}
          value={note}
          onChange={(event) => setDraft(event.currentTarget.value)}
        />
      ) : null}
      {note !== item.note ? (
        <Button size="compact-sm" variant="light" w="fit-content" onClick={saveNote}>
          {t("nodes.save_note")}
        </Button>
      ) : null}
      {mayEdit && doesApply ? (
        <Group gap="xs" align="end" wrap="nowrap">
          <TextInput
            className={styles.grow}
            label={t("nodes.why_not_applicable")}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button
            variant="default"
            disabled={!reason.trim()}
            onClick={() => onChange({ state: "not_applicable", reason: reason.trim() })}
          >
            {t("nodes.mark_not_applicable")}
          </Button>
        </Group>
      ) : null}
      {mayEdit && !doesApply ? (
        <Button variant="default" size="compact-sm" w="fit-content" onClick={() => onChange({ state: "open" })}>
          {t("nodes.applies_again")}
        </Button>
      ) : null}
    </Stack>
  );
}
