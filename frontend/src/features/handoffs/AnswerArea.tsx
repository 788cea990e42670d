import { AcceptForm } from "@/features/handoffs/AcceptForm";
import { AnswerButtons } from "@/features/handoffs/AnswerButtons";
import styles from "@/features/handoffs/AnswerArea.module.css";
import { ReturnForm } from "@/features/handoffs/ReturnForm";
import type { useAnswer } from "@/features/handoffs/useAnswer";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

interface Props {
  about: string;
  answer: ReturnType<typeof useAnswer>;
  /** A toast has room for the two plain answers only. */
  isShort?: boolean;
}

/** Accept and return in place; a lost race says who was faster instead. */
export function AnswerArea({ about, answer, isShort = false }: Props) {
  const { t } = useWords();
  if (answer.race) return <p className={styles.race}>{answer.race}</p>;
  return (
    <div className={styles.area}>
      {answer.answering === "return" ? (
        <ReturnForm isBusy={answer.isBusy} onSend={answer.giveBack} onCancel={answer.cancel} />
      ) : answer.answering === "accept" ? (
        <AcceptForm isBusy={answer.isBusy} onSend={answer.accept} onCancel={answer.cancel} />
      ) : (
        <AnswerButtons
          about={about}
          isBusy={answer.isBusy || answer.isSettled}
          onAccept={() => answer.accept()}
          onReturn={() => answer.begin("return")}
          onOpenItems={isShort ? null : () => answer.begin("accept")}
        />
      )}
      {answer.isRetrying ? <p className={styles.race}>{t("handoffs.retrying")}</p> : null}
      <Problem text={answer.problem} />
    </div>
  );
}
