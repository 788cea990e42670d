import type { ReactNode } from "react";
import { usePeople } from "@/api/people";
import { useMe } from "@/api/session";
import type { Card } from "@/api/types";
import { receiptFor } from "@/features/handoffs/answerable";
import { DueTime } from "@/features/handoffs/DueTime";
import styles from "@/features/handoffs/HandoffSummary.module.css";
import { Face } from "@/ui/Face";
import { useWords } from "@/ui/useWords";

interface Props {
  card: Card;
  /** The node's name as a heading or a link, as the place needs it. */
  title: ReactNode;
}

/** One hand-off in three lines: who to whom, which node of which deal, until when. */
export function HandoffSummary({ card: { handoff, node, deal, account }, title }: Props) {
  const { t, amount, list, name } = useWords();
  const { nameOf } = usePeople();
  const me = useMe();
  const giver = nameOf(handoff.giver_id);
  const money = amount(deal.amount, deal.currency);
  const receivers = list(handoff.receipts.map(({ receiver_id }) => nameOf(receiver_id)));
  const receipt = receiptFor(handoff, me.id);
  // The giver reads to whom it went, and so does whoever stood in for a receiver until another answered.
  const isToOthers = handoff.giver_id === me.id || (receipt === null && handoff.receipts.every(({ receiver_id }) => receiver_id !== me.id));
  const isInstead = receipt !== null && receipt.receiver_id !== me.id;
  const toMe = isInstead
    ? t("handoffs.from_to_instead", { giver, receiver: nameOf(receipt.receiver_id) })
    : t("handoffs.from_to_me", { giver });
  return (
    <div className={styles.summary}>
      <Face name={giver} id={handoff.giver_id} />
      <div className={styles.lines}>
        <p className={styles.who}>
          <span>{isToOthers ? t("handoffs.from_to", { giver, receivers }) : toMe}</span>
          <span className={styles.kind}>{t(`handoffs.kind_${handoff.kind}`)}</span>
        </p>
        <div className={styles.node} title={name(node.name)}>
          {title}
        </div>
        <p className={styles.deal}>
          {account.name} · {deal.title}
          {money ? (
            <>
              {" · "}
              <span className={styles.whole}>{money}</span>
            </>
          ) : null}
        </p>
        <DueTime handoff={handoff} />
      </div>
    </div>
  );
}
