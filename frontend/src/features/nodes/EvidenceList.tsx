import { Button, CloseButton, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Evidence } from "@/api/types";
import styles from "@/features/nodes/EvidenceList.module.css";
import { useWords } from "@/ui/useWords";

interface Props {
  evidence: Evidence[];
  mayEdit: boolean;
  /** `restore` gives back what was typed, when the change is refused. */
  onChange: (evidence: Evidence[], restore?: () => void) => void;
}

/** What shows that a step was done: words, with a link where there is one. */
export function EvidenceList({ evidence, mayEdit, onChange }: Props) {
  const { t } = useWords();
  const [text, setText] = useState("");
  const [url, setUrl] = useState("");
  const isBadUrl = url !== "" && !isWebAddress(url);
  const add = () => {
    const address = url.trim();
    onChange([...evidence, { kind: address ? "link" : "text", text: text.trim(), url: address }], () => {
      setText(text);
      setUrl(url);
    });
    setText("");
    setUrl("");
  };
  return (
    <div>
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
                onClick={() => onChange(evidence.filter((_, place) => place !== index))}
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
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <TextInput
            className={styles.grow}
            label={t("nodes.evidence_url")}
            type="url"
            maxLength={2000}
            value={url}
            error={isBadUrl ? t("nodes.evidence_url_bad") : null}
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
          <Button variant="light" disabled={(!text.trim() && !url) || isBadUrl} onClick={add}>
            {t("nodes.add_evidence")}
          </Button>
        </Group>
      ) : null}
    </div>
  );
}

/** Only these are ever made clickable: other schemes could run script. */
function isWebAddress(url: string): boolean {
  return /^https?:\/\/\S+$/i.test(url.trim());
}
