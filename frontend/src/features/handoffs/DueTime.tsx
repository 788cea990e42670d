import type { Handoff } from "@/api/types";
import styles from "@/features/handoffs/DueTime.module.css";
import { useWorkingTime } from "@/features/handoffs/useWorkingTime";
import { workingTime } from "@/lib/working";
import { useNow } from "@/ui/useNow";
import { useWords } from "@/ui/useWords";

/** Until when an answer is due: the moment and the working time that is left, worded and coloured when it is over. */
export function DueTime({ handoff }: { handoff: Handoff }) {
  const { t, moment, distance, language } = useWords();
  const now = useNow();
  const time = useWorkingTime(handoff.status === "offered" ? handoff.due_at : null);
  if (handoff.status !== "offered" || !handoff.due_at)
    return <p className={styles.due}>{t("handoffs.offered_at", { at: moment(handoff.offered_at) })}</p>;
  const isOver = new Date(handoff.due_at).getTime() < now;
  const amount = time === null ? null : { time: workingTime(time, language) };
  const worded = amount && (isOver ? t("handoffs.working_time_over", amount) : t("handoffs.working_time_left", amount));
  const left = worded ?? distance(handoff.due_at);
  return (
    <p className={styles.due} data-over={isOver || undefined}>
      {isOver ? t("handoffs.overdue_by", { left }) : t("handoffs.due", { at: moment(handoff.due_at), left })}
    </p>
  );
}
