import { Button, Chip, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Node, Outcome } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useDecide } from "@/features/gates/api";
import { ConditionFields } from "@/features/gates/ConditionFields";
import { asSent, blank } from "@/features/gates/conditions";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

const OUTCOMES: Outcome[] = ["go", "go_with_conditions", "hold", "no_go"];

interface Props {
  node: Node;
  gate: string;
  /** Who may own a condition: whoever is in the room. */
  people: { id: number; name: string; is_active: boolean }[];
  onClose: () => void;
}

/** Takes a gate's decision: all but a plain go need a reason, and conditions are listed. */
export function DecideDialog({ node, gate, people, onClose }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const deciding = useDecide(node, onClose);
  const [outcome, setOutcome] = useState<Outcome>("go");
  const [reason, setReason] = useState("");
  const [conditions, setConditions] = useState(() => [blank()]);
  const isConditional = outcome === "go_with_conditions";
  const isComplete = (outcome === "go" || reason.trim() !== "") && (!isConditional || conditions.every(({ text }) => text.trim() !== ""));
  return (
    <Modal
      opened
      centered
      onClose={onClose}
      title={t("gates.decide_title", { gate })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          deciding.run({ outcome, reason: reason.trim(), conditions: isConditional ? conditions.map(asSent) : [] });
        }}
      >
        <Stack gap="md">
          <Chip.Group multiple={false} value={outcome} onChange={(value) => setOutcome(value as Outcome)}>
            <Group gap={6} role="radiogroup" aria-label={t("gates.outcome")}>
              {OUTCOMES.map((each) => (
                <Chip key={each} value={each} variant="outline">
                  {t(`gates.outcome_${each}`)}
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
              <ConditionFields conditions={conditions} people={people} onChange={setConditions} />
            </>
          ) : null}
          <Problem text={deciding.error ? problem(deciding.error) : null} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={deciding.isRunning} disabled={!isComplete}>
              {t("gates.send")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
