import { Button, Group } from "@mantine/core";
import { IconArrowBackUp, IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { Promised } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useAnswerPromise } from "@/features/promises/api";
import styles from "@/features/promises/PromiseCard.module.css";
import { ReturnPromise } from "@/features/promises/ReturnPromise";
import { useLine } from "@/realtime/useLine";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

/** Take a promise on, or return it with a reason, in place. */
export function AnswerPromise({ promise }: { promise: Promised }) {
  const { t } = useWords();
  const problem = useProblem();
  const isOffline = useLine() === "offline";
  const [isReturning, setReturning] = useState(false);
  const answering = useAnswerPromise(promise);
  return (
    <div className={styles.answer} data-answer>
      {isReturning ? (
        <ReturnPromise
          isBusy={answering.isRunning}
          onSend={(body) => answering.run({ verb: "return", body })}
          onCancel={() => setReturning(false)}
        />
      ) : (
        <Group gap="xs">
          <Button
            size="compact-md"
            variant="light"
            leftSection={<IconCheck size={16} aria-hidden="true" />}
            loading={answering.isRunning}
            disabled={isOffline}
            onClick={() => answering.run({ verb: "accept" })}
          >
            {t("promises.accept")}
            <span className={styles.hidden}>{promise.text}</span>
          </Button>
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
            disabled={isOffline || answering.isRunning}
            onClick={() => setReturning(true)}
          >
            {t("promises.return")}
            <span className={styles.hidden}>{promise.text}</span>
          </Button>
          {/* Beside them: below, it would push down all that follows in the moment the line is lost. */}
          {isOffline ? <p className={styles.dim}>{t("shell.offline_reason")}</p> : null}
        </Group>
      )}
      <Problem text={answering.error ? problem(answering.error) : null} />
    </div>
  );
}
