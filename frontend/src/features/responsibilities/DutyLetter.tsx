import type { Duty } from "@/api/types";
import styles from "@/features/responsibilities/DutyLetter.module.css";
import { useWords } from "@/ui/useWords";

/** A duty as its letter in a square; roles are words and never look like this. */
export function DutyLetter({ duty }: { duty: Duty }) {
  const { t } = useWords();
  return (
    <span className={styles.letter} data-duty={duty} title={t(`responsibilities.duty_${duty}`)} aria-hidden="true">
      {duty}
    </span>
  );
}
