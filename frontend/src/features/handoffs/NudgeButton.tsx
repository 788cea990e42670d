import { Button } from "@mantine/core";
import { IconBellRinging } from "@tabler/icons-react";
import type { Handoff } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useNudge } from "@/features/handoffs/api";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

/** Asks everybody who has not answered once more. */
export function NudgeButton({ handoff }: { handoff: Handoff }) {
  const { t } = useWords();
  const problem = useProblem();
  const nudging = useNudge({ onDone: () => say(t("handoffs.nudged_toast")) });
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconBellRinging size={14} aria-hidden="true" />}
        loading={nudging.isRunning}
        onClick={() => nudging.run({ handoff })}
      >
        {t("handoffs.nudge")}
      </Button>
      <Problem text={nudging.error ? problem(nudging.error) : null} />
    </>
  );
}
