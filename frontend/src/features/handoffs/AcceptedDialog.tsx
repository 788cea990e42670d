import { Button, Group, Modal } from "@mantine/core";
import { Link } from "react-router";
import { usePeople } from "@/api/people";
import { useProblem } from "@/api/useProblem";
import styles from "@/features/handoffs/AcceptedDialog.module.css";
import { wordRace } from "@/features/handoffs/race";
import type { Outcome } from "@/features/handoffs/useAcceptMany";
import { Tag, type Tone } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

interface Props {
  outcomes: Outcome[];
  isRetrying: boolean;
  onClose: () => void;
}

const TONES: Record<Outcome["state"], Tone> = { waiting: "plain", accepted: "good", refused: "bad" };

/** What came of each of the hand-offs that were accepted together, and why it did not where it did not. */
export function AcceptedDialog({ outcomes, isRetrying, onClose }: Props) {
  const { t, name } = useWords();
  const count = (state: Outcome["state"]) => outcomes.filter((each) => each.state === state).length;
  const isRunning = count("waiting") > 0;
  const said = { done: outcomes.length - count("waiting"), all: outcomes.length };
  return (
    <Modal opened centered size="lg" onClose={onClose} title={t("handoffs.accept_many_title", { n: outcomes.length })} closeButtonProps={{ "aria-label": t("common.close") }}>
      <div data-accepted={isRunning ? "running" : "done"}>
        <p role="status">
          {isRunning
            ? t(isRetrying ? "handoffs.retrying" : "handoffs.accepting_many", said)
            : t("handoffs.accepted_many", { n: count("accepted"), m: count("refused") })}
        </p>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("handoffs.outcome_of")}</th>
              <th scope="col">{t("handoffs.outcome")}</th>
            </tr>
          </thead>
          <tbody>
            {outcomes.map((outcome) => (
              <tr key={outcome.card.handoff.id} data-outcome={outcome.state}>
                <th scope="row">
                  <Link to={`/deals/${outcome.card.handoff.deal_id}?node=${outcome.card.node.id}`}>{name(outcome.card.node.name)}</Link>
                  <span className={styles.deal}>
                    {outcome.card.account.name} · {outcome.card.deal.title}
                  </span>
                </th>
                <td>
                  <Tag tone={TONES[outcome.state]}>{t(`handoffs.outcome_${outcome.state}`)}</Tag>
                  <Why outcome={outcome} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <Group justify="flex-end" mt="md">
          <Button data-autofocus onClick={onClose}>
            {t("common.close")}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}

function Why({ outcome: { error } }: { outcome: Outcome }) {
  const wording = useWords();
  const problem = useProblem();
  const { nameOf } = usePeople();
  return error ? <p className={styles.why}>{wordRace(error, wording, nameOf) ?? problem(error)}</p> : null;
}
