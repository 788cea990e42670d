import { UnstyledButton } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import styles from "@/app/matrix/MatrixTools.module.css";
import { useInForce } from "@/app/matrix/useInForce";
import type { Question } from "@/features/matrix/question";
import { useWords } from "@/ui/useWords";

interface Props {
  question: Question;
  /** The filters, and below them a view with tools of its own: each is marked with `data-tools`. */
  children: ReactNode;
}

/**
 * On a small screen what narrows the matrix, moves it in time and groups it is folded into one line, which says what is
 * in force; on others it stands open. Folded it is hidden only: its keys go on.
 */
export function MatrixTools({ question, children }: Props) {
  const { t } = useWords();
  const [wanted, setWanted] = useState<boolean | null>(null);
  // One person over time is shown once it is said who. Whoever said it is still where they said it: it stays open.
  if (wanted === null && question.view === "person" && question.person === "") setWanted(true);
  const isOpen = wanted ?? false;
  const inForce = useInForce(question);
  return (
    <div className={styles.tools} data-open={isOpen || undefined}>
      <UnstyledButton className={styles.toggle} aria-expanded={isOpen} data-active={inForce.length > 0 || undefined} onClick={() => setWanted(!isOpen)}>
        <IconAdjustmentsHorizontal size={18} aria-hidden="true" />
        <span className={styles.words}>
          {t("matrix.tools")} <span className={styles.said}>{inForce.length > 0 ? inForce.join(" · ") : t("matrix.in_force_none")}</span>
        </span>
        <IconChevronDown size={18} aria-hidden="true" className={styles.arrow} />
      </UnstyledButton>
      {children}
    </div>
  );
}
