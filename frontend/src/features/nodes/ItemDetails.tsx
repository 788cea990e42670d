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
  isBusy: boolean;
  onChange: (change: ItemChange) => void;
}

/** Evidence, note, and why a step does not apply. */
export function ItemDetails({ item, mayEdit, isBusy, onChange }: Props) {
  const { t } = useWords();
  const [note, setNote] = useState(item.note);
  const [reason, setReason] = useState("");
  const doesApply = item.state !== "not_applicable";
  return (
    <Stack gap="sm" className={styles.details}>
      <EvidenceList
        evidence={item.evidence}
        mayEdit={mayEdit}
        isBusy={isBusy}
        onChange={(evidence) => onChange({ evidence })}
      />
      {mayEdit ? (
        <Textarea
          label={t("nodes.note")}
          autosize
          minRows={1}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      ) : null}
      {note !== item.note ? (
        <Button size="compact-sm" variant="light" w="fit-content" loading={isBusy} onClick={() => onChange({ note })}>
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
            loading={isBusy}
            onClick={() => onChange({ state: "not_applicable", reason: reason.trim() })}
          >
            {t("nodes.mark_not_applicable")}
          </Button>
        </Group>
      ) : null}
      {mayEdit && !doesApply ? (
        <Button variant="default" size="compact-sm" w="fit-content" loading={isBusy} onClick={() => onChange({ state: "open" })}>
          {t("nodes.applies_again")}
        </Button>
      ) : null}
    </Stack>
  );
}
