import { Chip, Group, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Node, Outcome } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useDecide } from "@/features/gates/api";
import { ConditionFields } from "@/features/gates/ConditionFields";
import { asSent, blank } from "@/features/gates/conditions";
import { GateConflict } from "@/features/gates/GateConflict";
import { isStale, problemBut } from "@/realtime/FormConflict";
import { FormDialog } from "@/ui/FormDialog";
import { useWords } from "@/ui/useWords";

const OUTCOMES: Outcome[] = ["go", "go_with_conditions", "hold", "no_go"];

interface Props {
  node: Node;
  gate: string;
  /** Who may own a condition: whoever is in the room. */
  people: { id: number; name: string; is_active: boolean }[];
  /** Where a condition can be worked on: the open nodes behind this one. */
  targets: { id: number; name: string }[];
  onClose: () => void;
}

/** Takes a gate's decision: all but a plain go need a reason, and conditions are listed. */
export function DecideDialog({ node, gate, people, targets, onClose }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const deciding = useDecide(node, onClose);
  // The gate as it was when I began: what others decide meanwhile is not decided over unseen.
  const [seen, setSeen] = useState(node.version);
  const [outcome, setOutcome] = useState<Outcome>("go");
  const [reason, setReason] = useState("");
  const [conditions, setConditions] = useState(() => [blank()]);
  const isConditional = outcome === "go_with_conditions";
  const isComplete = (outcome === "go" || reason.trim() !== "") && (!isConditional || conditions.every(({ text }) => text.trim() !== ""));
  const send = (version: number) => {
    setSeen(version);
    deciding.run({ verdict: { outcome, reason: reason.trim(), conditions: isConditional ? conditions.map(asSent) : [] }, version });
  };
  const mine = { outcome, reason, conditions: isConditional ? conditions.map(({ text }) => text) : [] };
  return (
    <FormDialog
      title={t("gates.decide_title", { gate })}
      act={t("gates.send")}
      isReady={isComplete && !isStale(deciding.error)}
      isBusy={deciding.isRunning}
      problem={problemBut(deciding.error, problem)}
      onSubmit={() => send(seen)}
      onClose={onClose}
    >
      <Chip.Group multiple={false} value={outcome} onChange={(value) => setOutcome(value as Outcome)}>
        <Group gap={6} role="radiogroup" aria-label={t("gates.outcome")}>
          {OUTCOMES.map((each) => (
            <Chip key={each} value={each} variant="outline">
              {t(`common.outcome_${each}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {outcome === "no_go" ? <p>{t("gates.no_go_text")}</p> : null}
      <Textarea
        label={t("common.reason")}
        required={outcome !== "go"}
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {isConditional ? (
        <>
          <p>{t("gates.conditions_text")}</p>
          <ConditionFields conditions={conditions} people={people} targets={targets} onChange={setConditions} />
        </>
      ) : null}
      {isStale(deciding.error) ? (
        <GateConflict
          node={node}
          mine={mine}
          isReady={node.version !== seen}
          isComplete={isComplete}
          isBusy={deciding.isRunning}
          onKeep={() => send(node.version)}
          onTake={onClose}
        />
      ) : null}
    </FormDialog>
  );
}
