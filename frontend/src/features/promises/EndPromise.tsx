import type { Promised } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useAnswerPromise } from "@/features/promises/api";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { useWords } from "@/ui/useWords";

export type Ending = "keep" | "break" | "waive";

interface Props {
  promise: Promised;
  verb: Ending;
  onClose: () => void;
}

/** Records for good how a promise ended; all but a kept one need words. */
export function EndPromise({ promise, verb, onClose }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const ending = useAnswerPromise(promise, onClose);
  return (
    <ConfirmDialog
      title={t(`promises.title_${verb}`)}
      text={t(`promises.text_${verb}`, { promise: promise.text })}
      act={t(`promises.act_${verb}`)}
      isDangerous={verb === "break"}
      {...(verb === "keep" ? {} : { reasonLabel: t(`promises.reason_${verb}`) })}
      isBusy={ending.isRunning}
      problem={ending.error ? problem(ending.error) : null}
      onAct={(reason) => ending.run({ verb, body: { reason } })}
      onClose={onClose}
    />
  );
}
