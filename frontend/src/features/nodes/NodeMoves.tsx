import { Button } from "@mantine/core";
import { IconCheck, IconPlayerPlay, IconPlayerSkipForward, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import type { RoomNode } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useMoveNode } from "@/features/nodes/api";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

interface Props {
  node: RoomNode;
  can: string[];
  missingCount: number;
}

/** Start, finish, skip and reopen, as far as I may. */
export function NodeMoves({ node, can, missingCount }: Props) {
  const { t, name } = useWords();
  const problem = useProblem();
  const [asking, setAsking] = useState<"skip" | "reopen" | null>(null);
  const moving = useMoveNode(node, () => setAsking(null));
  const said = moving.error ? problem(moving.error) : null;
  return (
    <>
      {can.includes("start") ? (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden="true" />}
          loading={moving.isRunning}
          onClick={() => moving.run({ verb: "start" })}
        >
          {t("nodes.start")}
        </Button>
      ) : null}
      {can.includes("finish") ? (
        <Button
          leftSection={<IconCheck size={16} aria-hidden="true" />}
          variant={missingCount > 0 ? "default" : "filled"}
          disabled={missingCount > 0}
          loading={moving.isRunning}
          onClick={() => moving.run({ verb: "finish" })}
        >
          {t("nodes.finish")}
        </Button>
      ) : null}
      {can.includes("skip") ? (
        <Button
          variant="subtle"
          leftSection={<IconPlayerSkipForward size={16} aria-hidden="true" />}
          onClick={() => setAsking("skip")}
        >
          {t("nodes.act_skip")}
        </Button>
      ) : null}
      {can.includes("reopen") ? (
        <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden="true" />} onClick={() => setAsking("reopen")}>
          {t("nodes.act_reopen")}
        </Button>
      ) : null}
      {asking ? null : <Problem text={said} />}
      {asking ? (
        <ConfirmDialog
          title={t(`nodes.title_${asking}`, { name: name(node.name) })}
          text={t(`nodes.text_${asking}`)}
          act={t(`nodes.act_${asking}`)}
          reasonLabel={t("common.reason")}
          isBusy={moving.isRunning}
          problem={said}
          onAct={(reason) => moving.run({ verb: asking, reason })}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </>
  );
}
