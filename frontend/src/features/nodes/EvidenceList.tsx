import { Button, CloseButton, Group, TextInput } from "@mantine/core";
import type { Evidence } from "@/api/types";
import type { ItemChange, Typed } from "@/features/nodes/api";
import styles from "@/features/nodes/EvidenceList.module.css";
import { isWebAddress, useEvidenceDraft } from "@/features/nodes/useEvidenceDraft";
import { unsaved } from "@/ui/unsaved";
import { useWords } from "@/ui/useWords";

interface Props {
  evidence: Evidence[];
  mayEdit: boolean;
  onChange: (change: ItemChange, typed?: Typed) => void;
}

/** What shows that a step was done: words, with a link where there is one. */
export function EvidenceList({ evidence, mayEdit, onChange }: Props) {
  const { t } = useWords();
  const draft = useEvidenceDraft(evidence);
  const add = () => {
    const { change, typed } = draft.wish();
    onChange(change, typed);
    typed.drop();
  };
  return (
    <div {...unsaved(draft.isTyped)}>
      <h4 className={styles.title}>{t("nodes.evidence")}</h4>
      <ul>
        {evidence.map((each, index) => (
          <li key={`${each.text} ${each.url}`} className={styles.evidence}>
            <span className={styles.text}>
              {isWebAddress(each.url) ? (
                <a href={each.url} target="_blank" rel="noreferrer noopener">
                  {each.text || each.url}
                </a>
              ) : (
                each.text
              )}
            </span>
            {mayEdit ? (
              <CloseButton
                size="sm"
                aria-label={t("nodes.remove_evidence", { text: each.text || each.url })}
                onClick={() => onChange({ evidence: evidence.filter((_, place) => place !== index) })}
              />
            ) : null}
          </li>
        ))}
        {evidence.length === 0 && !mayEdit ? <li className={styles.none}>{t("common.none")}</li> : null}
      </ul>
      {mayEdit ? (
        <Group gap="xs" align="end">
          <TextInput
            className={styles.grow}
            label={t("nodes.evidence_text")}
            maxLength={2000}
            value={draft.words.text}
            onChange={(event) => draft.type({ text: event.currentTarget.value })}
          />
          <TextInput
            className={styles.grow}
            label={t("nodes.evidence_url")}
            type="url"
            maxLength={2000}
            value={draft.words.url}
            error={draft.isBadUrl ? t("nodes.evidence_url_bad") : null}
            onChange={(event) => draft.type({ url: event.currentTarget.value })}
          />
          <Button variant="light" disabled={!draft.isWhole} onClick={add}>
            {t("nodes.add_evidence")}
          </Button>
        </Group>
      ) : null}
    </div>
  );
}
