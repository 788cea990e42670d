import styles from "@/features/accounts/AnswerTime.module.css";
import { workingTime } from "@/lib/working";
import { useWords } from "@/ui/useWords";

const MINUTE = 60_000;
/** A median of fewer says little. */
const FEW = 5;

/** Half of the answers took no longer than this, in working hours; of few it is written dimmer. */
export function AnswerTime({ speed: { answers, minutes } }: { speed: { answers: number; minutes: number | null } }) {
  const { t, language } = useWords();
  if (minutes === null) return <span className={styles.few}>{t("accounts.no_answers")}</span>;
  return (
    <span className={answers < FEW ? styles.few : undefined} title={t("accounts.answers", { n: answers })}>
      {workingTime(minutes * MINUTE, language)}
    </span>
  );
}
