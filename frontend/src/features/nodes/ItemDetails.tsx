import { Button, Group, Stack, TextInput, Textarea } from "@mantine/core";
import { useState } from "react";
import type { ChecklistItem } from "@/api/types";
import type { ItemChange, Typed } from "@/features/nodes/api";
import { EvidenceList } from "@/features/nodes/EvidenceList";
import styles from "@/features/nodes/ItemDetails.module.css";
import { useNoteDraft } from "@/features/nodes/useNoteDraft";
import { unsaved } from "@/ui/unsaved";
import { useWords } from "@/ui/useWords";

interface Props {
  item: ChecklistItem;
  mayEdit: boolean;
  onChange: (change: ItemChange, typed?: Typed) => void;
}

/** Evidence, note, and why a step does not apply. */
export function ItemDetails({ item, mayEdit, onChange }: Props) {
  const { t } = useWords();
  const draft = useNoteDraft(item);
  const [reason, setReason] = useState("");
  const saveNote = () => {
    const { change, typed } = draft.wish();
    onChange(change, typed);
  };
  const doesApply = item.state !== "not_applicable";
  return (
    <Stack gap="sm" className={styles.details} {...unsaved(draft.isTyped || reason.trim() !== "")}>
      <EvidenceList evidence={item.evidence} mayEdit={mayEdit} onChange={onChange} />
      {mayEdit ? (
        <Textarea
          label={t("nodes.note")}
          autosize
          minRows={1}
          maxLength={2000}
          value={draft.note}
          onChange={(event) => draft.type(event.currentTarget.value)}
        />
      ) : null}
      {draft.isTyped ? (
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
