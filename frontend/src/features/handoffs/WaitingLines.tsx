import { usePeople } from "@/api/people";
import type { Handoff, Receipt } from "@/api/types";
import styles from "@/features/handoffs/WaitingLines.module.css";
import { useWords } from "@/ui/useWords";

/** For whom a hand-off waits: whether they saw it, who may answer instead, and what the clock does next. */
export function WaitingLines({ handoff }: { handoff: Handoff }) {
  const waiting = handoff.receipts.filter(({ status }) => status === "offered");
  return (
    <ul className={styles.lines} data-waiting>
      {waiting.map((receipt) => (
        <WaitingLine key={receipt.id} receipt={receipt} />
      ))}
    </ul>
  );
}

function WaitingLine({ receipt }: { receipt: Receipt }) {
  const { t, moment, list } = useWords();
  const { nameOf } = usePeople();
  const { receiver_id, seen_at, nudged_at, stand_ins, clock_step, clock_at } = receipt;
  const said = [
    seen_at ? t("handoffs.seen_at", { at: moment(seen_at) }) : t("handoffs.not_seen"),
    nudged_at ? t("handoffs.nudged_at", { at: moment(nudged_at) }) : null,
    stand_ins.length ? t("handoffs.may_answer", { people: list(stand_ins.map((each) => nameOf(each.person_id))) }) : null,
    clock_step && clock_at ? t(`handoffs.next_${clock_step}`, { at: moment(clock_at) }) : null,
  ];
  return (
    <li>
      <strong>{nameOf(receiver_id)}</strong> <span className={styles.quiet}>{said.filter(Boolean).join(" · ")}</span>
    </li>
  );
}
