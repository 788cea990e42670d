import type { Duty } from "@/api/types";
import styles from "@/features/matrix/CellLetters.module.css";
import { useWords } from "@/ui/useWords";

/** A duty as its coloured letter with its word for those who do not see it. */
export function DutyMark({ duty }: { duty: Duty }) {
  const { t } = useWords();
  return (
    <>
      <span className={styles.letter} data-duty={duty} aria-hidden="true">
        {duty}
      </span>
      <span className={styles.hidden}>{t(`responsibilities.duty_${duty}`)}</span>
    </>
  );
}
