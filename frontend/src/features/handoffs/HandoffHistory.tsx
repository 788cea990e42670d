import { usePeople } from "@/api/people";
import { useNodeHandoffs } from "@/features/handoffs/api";
import { ReturnLoop } from "@/features/handoffs/ReturnLoop";
import { HandoffAnswers } from "@/features/handoffs/HandoffAnswers";
import styles from "@/features/handoffs/HandoffHistory.module.css";
import { useWords } from "@/ui/useWords";

/** The answered hand-offs of a node, the newest first. */
export function HandoffHistory({ dealId, nodeId }: { dealId: number; nodeId: number }) {
  const { t, moment } = useWords();
  const { nameOf } = usePeople();
  const query = useNodeHandoffs(dealId, nodeId);
  const closed = (query.data?.data ?? []).filter(({ status }) => status !== "offered").toReversed();
  if (closed.length === 0) return null;
  return (
    <section aria-label={t("handoffs.history")}>
      <h3 className={styles.title}>{t("handoffs.history")}</h3>
      <ReturnLoop handoffs={query.data?.data ?? []} />
      <ul>
        {closed.map((handoff) => (
          <li key={handoff.id} className={styles.handoff}>
            <p className={styles.head}>
              {nameOf(handoff.giver_id)} · {t(`handoffs.kind_${handoff.kind}`)} · {moment(handoff.offered_at)}
            </p>
            <HandoffAnswers handoff={handoff} />
          </li>
        ))}
      </ul>
    </section>
  );
}
