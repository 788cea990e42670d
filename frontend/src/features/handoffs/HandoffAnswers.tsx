import { usePeople } from "@/api/people";
import type { Handoff, Receipt } from "@/api/types";
import styles from "@/features/handoffs/HandoffAnswers.module.css";
import { type Wording, useWords } from "@/ui/useWords";

/** Each receiver's answer, with the reason and the open items where there are some. */
export function HandoffAnswers({ handoff }: { handoff: Handoff }) {
  const wording = useWords();
  const { nameOf } = usePeople();
  return (
    <ul className={styles.answers}>
      {handoff.receipts.map((receipt) => (
        <li key={receipt.id}>
          <span className={styles.status} data-status={receipt.status}>
            {wording.t(`handoffs.status_${receipt.status}`)}
          </span>{" "}
          {nameOf(receipt.receiver_id)}
          {receipt.answered_by && receipt.answered_by !== receipt.receiver_id && receipt.status !== "withdrawn"
            ? ` (${wording.t("handoffs.answered_instead", { person: nameOf(receipt.answered_by) })})`
            : ""}
          {receipt.status === "offered" && receipt.seen_at ? (
            <span className={styles.dim}> · {wording.t("handoffs.seen_at", { at: wording.moment(receipt.seen_at) })}</span>
          ) : null}
          {receipt.answered_at ? <span className={styles.dim}> · {wording.moment(receipt.answered_at)}</span> : null}
          {details(receipt, wording).map((line) => (
            <p key={line} className={styles.words}>
              {line}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}

function details({ reason_code: code, reason, open_items: items }: Receipt, { t, list }: Wording): string[] {
  const lines = [];
  if (code) lines.push([t(`handoffs.reason_${code}`), reason].filter(Boolean).join(" · "));
  if (items.length) lines.push(t("handoffs.open_items_were", { items: list(items) }));
  return lines;
}
