import type { ReactNode } from "react";
import type { Handoff } from "@/api/types";
import styles from "@/features/handoffs/HandoffPackage.module.css";
import { useWords } from "@/ui/useWords";

interface Props {
  handoff: Handoff;
  isOpen: boolean;
  onToggle: () => void;
  /** The promises that come with it, one by one. */
  promises: ReactNode;
}

/** What comes with a hand-off: the message at once, questions and checklist state on request. */
export function HandoffPackage({ handoff, isOpen, onToggle, promises }: Props) {
  const { t } = useWords();
  const items = handoff.package.checklist;
  const done = items.filter(({ state }) => state !== "open").length;
  const hasQuestions = handoff.questions.length > 0;
  return (
    <div className={styles.package}>
      {handoff.message ? <p className={styles.message}>{handoff.message}</p> : null}
      <p className={styles.line}>
        {items.length ? <span>{t("handoffs.package_checklist", { done, all: items.length })}</span> : null}
        {hasQuestions ? (
          <button type="button" className={styles.toggle} aria-expanded={isOpen} onClick={onToggle}>
            {t("handoffs.questions")} ({handoff.questions.length})
          </button>
        ) : null}
      </p>
      {isOpen && hasQuestions ? (
        <ul className={styles.questions}>
          {handoff.questions.map((question) => (
            <li key={question}>{question}</li>
          ))}
        </ul>
      ) : null}
      {promises}
    </div>
  );
}
