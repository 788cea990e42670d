import { Button, Group } from "@mantine/core";
import { IconHourglass } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { usePeople } from "@/api/people";
import { useMe } from "@/api/session";
import type { Handoff, Node } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { AnswerArea } from "@/features/handoffs/AnswerArea";
import { receiptFor } from "@/features/handoffs/answerable";
import { useWithdraw } from "@/features/handoffs/api";
import { DueTime } from "@/features/handoffs/DueTime";
import { HandoffPackage } from "@/features/handoffs/HandoffPackage";
import styles from "@/features/handoffs/OpenHandoff.module.css";
import { NudgeButton } from "@/features/handoffs/NudgeButton";
import { useAnswer } from "@/features/handoffs/useAnswer";
import { useSeeing, useSeen } from "@/features/handoffs/useSeen";
import { WaitingLines } from "@/features/handoffs/WaitingLines";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { say } from "@/ui/notice";
import { useKeys } from "@/ui/useKeys";
import { useWords } from "@/ui/useWords";

interface Props {
  handoff: Handoff;
  node: Node;
  mayWithdraw: boolean;
  promises: ReactNode;
}

/** An offer that waits: for me with the answer in place, else for whom, since when and until when. */
export function OpenHandoff({ handoff, node, mayWithdraw, promises }: Props) {
  const { t, list } = useWords();
  const { nameOf } = usePeople();
  const me = useMe();
  const [isOpen, setOpen] = useState(true);
  const waiting = handoff.receipts.filter(({ status }) => status === "offered");
  const receipt = receiptFor(handoff, me.id);
  const isForMe = receipt !== null;
  const people = list(waiting.map(({ receiver_id }) => nameOf(receiver_id)));
  return (
    <section className={styles.open} id={`handoff-${handoff.id}`} tabIndex={-1} aria-label={t(`handoffs.kind_${handoff.kind}`)}>
      <p className={styles.title}>
        <IconHourglass size={18} aria-hidden="true" />
        {isForMe
          ? receipt.receiver_id === me.id
            ? t("handoffs.from_to_me", { giver: nameOf(handoff.giver_id) })
            : t("handoffs.from_to_instead", { giver: nameOf(handoff.giver_id), receiver: nameOf(receipt.receiver_id) })
          : t("handoffs.waiting_for", { people })}
      </p>
      <DueTime handoff={handoff} />
      <WaitingLines handoff={handoff} />
      <HandoffPackage handoff={handoff} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} promises={promises} />
      {isForMe ? <Answer handoff={handoff} node={node} /> : null}
      {mayWithdraw ? (
        <Group gap="xs">
          <NudgeButton handoff={handoff} />
          <Withdraw handoff={handoff} node={node} />
        </Group>
      ) : null}
    </section>
  );
}

function Answer({ handoff, node }: { handoff: Handoff; node: Node }) {
  const { name } = useWords();
  const answer = useAnswer(handoff, node);
  const shown = useSeen<HTMLDivElement>(handoff, useSeeing());
  // While a form is being filled in, a letter is no answer.
  useKeys({ a: () => answer.accept(), r: () => answer.begin("return") }, answer.answering === null);
  return (
    <div ref={shown}>
      <AnswerArea about={name(node.name)} answer={answer} />
    </div>
  );
}

function Withdraw({ handoff, node }: { handoff: Handoff; node: Node }) {
  const { t, name } = useWords();
  const problem = useProblem();
  const [isAsking, setAsking] = useState(false);
  const said = { node: name(node.name) };
  const withdrawing = useWithdraw({ onDone: () => say(t("handoffs.withdrawn_toast", said), { tone: "info" }) });
  return (
    <div>
      <Button variant="default" size="compact-sm" onClick={() => setAsking(true)}>
        {t("handoffs.withdraw")}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={t("handoffs.withdraw_title", said)}
          text={t("handoffs.withdraw_text")}
          act={t("handoffs.withdraw")}
          isBusy={withdrawing.isRunning}
          problem={withdrawing.error ? problem(withdrawing.error) : null}
          onAct={() => withdrawing.run({ handoff })}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}
