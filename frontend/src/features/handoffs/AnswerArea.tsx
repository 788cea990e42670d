import { AnswerButtons } from "@/features/handoffs/AnswerButtons";
import styles from "@/features/handoffs/AnswerArea.module.css";
import { ReturnForm } from "@/features/handoffs/ReturnForm";
import type { useAnswer } from "@/features/handoffs/useAnswer";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

interface Props {
  about: string;
  answer: ReturnType<typeof useAnswer>;
}

/** Accept and return in place; a lost race says who was faster instead. */
export function AnswerArea({ about, answer }: Props) {
  const { t } = useWords();
  if (answer.race) return <p className={styles.race}>{answer.race}</p>;
  return (
    <div className={styles.area}>
      {answer.isReturning ? (
        <ReturnForm isBusy={answer.isBusy} onSend={answer.giveBack} onCancel={answer.cancelReturn} />
      ) : (
        <AnswerButtons
          about={about}
          isBusy={answer.isBusy || answer.isSettled}
          isReturning={answer.isReturning}
          onAccept={answer.accept}
          onReturn={answer.beginReturn}
        />
      )}
      {answer.isRetrying ? <p className={styles.race}>{t("handoffs.retrying")}</p> : null}
      <Problem text={answer.problem} />
    </div>
  );
}
