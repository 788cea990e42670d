import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Finding } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { useEndWaiver, useWaive } from "@/features/matrix/rulesApi";
import { FormDialog } from "@/ui/FormDialog";
import { say } from "@/ui/notice";
import { useNow } from "@/ui/useNow";
import { useWords } from "@/ui/useWords";

const DAY = 86_400_000;
const MONTH = 30 * DAY;
const YEAR = 365 * DAY;

/** Accepts a finding for a time: why, and until the end of which day. */
export function WaiveDialog({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const { t } = useWords();
  const problem = useProblem();
  const now = useNow();
  const [reason, setReason] = useState("");
  const [day, setDay] = useState(dayOf(now + MONTH));
  const ending = useEndWaiver(() => say(t("rules.waiver_ended")));
  const waiving = useWaive((waiver) => {
    onClose();
    say(t("rules.waived"), { undo: () => ending.run(waiver.id) });
  });
  const fieldError = useFieldErrors(waiving.error);
  return (
    <FormDialog
      title={t("rules.waive_title", { rule: t(`matrix.rule_${finding.rule}`) })}
      act={t("rules.waive")}
      isReady={Boolean(reason.trim() && day)}
      isBusy={waiving.isRunning}
      problem={waiving.error ? problem(waiving.error) : null}
      onSubmit={() => waiving.run({ finding, reason: reason.trim(), until: new Date(`${day}T23:59:59`).toISOString() })}
      onClose={onClose}
    >
      <p>{t("rules.waive_text")}</p>
      <Textarea
        label={t("common.reason")}
        required
        autosize
        minRows={2}
        maxLength={500}
        data-autofocus
        value={reason}
        error={fieldError("reason")}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextInput
        label={t("rules.until")}
        type="date"
        required
        min={dayOf(now)}
        max={dayOf(now + YEAR)}
        value={day}
        error={fieldError("until_at")}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function dayOf(at: number): string {
  const day = new Date(at);
  return [day.getFullYear(), String(day.getMonth() + 1).padStart(2, "0"), String(day.getDate()).padStart(2, "0")].join("-");
}
