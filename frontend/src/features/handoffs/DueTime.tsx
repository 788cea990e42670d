import type { Handoff } from "@/api/types";
import styles from "@/features/handoffs/DueTime.module.css";
import { useNow } from "@/ui/useNow";
import { useWords } from "@/ui/useWords";

/** Until when an answer is due: the moment and what is left, worded and coloured when it is over. */
export function DueTime({ handoff }: { handoff: Handoff }) {
  const { t, moment, distance } = useWords();
  const now = useNow();
  if (handoff.status !== "offered" || !handoff.due_at)
    return <p className={styles.due}>{t("handoffs.offered_at", { at: moment(handoff.offered_at) })}</p>;
  const isOver = new Date(handoff.due_at).getTime() < now;
  const left = distance(handoff.due_at);
  return (
    <p className={styles.due} data-over={isOver || undefined}>
      {isOver ? t("handoffs.overdue_by", { left }) : t("handoffs.due", { at: moment(handoff.due_at), left })}
    </p>
  );
}
