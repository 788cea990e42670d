import type { Duty } from "@/api/types";
import { DutyMark } from "@/features/matrix/DutyMark";
import styles from "@/features/matrix/Legend.module.css";
import { useWords } from "@/ui/useWords";

const DUTIES: Duty[] = ["A", "R", "C", "I"];

/** What the letters and colours mean. */
export function Legend({ isComparison }: { isComparison: boolean }) {
  const { t } = useWords();
  return (
    <ul className={styles.legend} aria-label={t("matrix.legend")}>
      {DUTIES.map((duty) => (
        <li key={duty}>
          <DutyMark duty={duty} /> <span aria-hidden="true">{t(`responsibilities.duty_${duty}`)}</span>
        </li>
      ))}
      {isComparison ? (
        <>
          <li className={styles.came}>+ {t("matrix.legend_came")}</li>
          <li className={styles.went}>− {t("matrix.legend_went")}</li>
        </>
      ) : null}
    </ul>
  );
}
