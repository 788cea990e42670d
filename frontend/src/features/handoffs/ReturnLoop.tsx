import type { Handoff } from "@/api/types";
import { loopOf } from "@/features/handoffs/loop";
import { Tag } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

/** How often a node's hand-offs came back, and why: from the third time on it is a matter for the leader. */
export function ReturnLoop({ handoffs }: { handoffs: readonly Handoff[] }) {
  const { t } = useWords();
  const { count, reasons } = loopOf(handoffs);
  if (count === 0) return null;
  const why = reasons.map((each) => t("handoffs.loop_reasons", { reason: t(`handoffs.reason_${each.code}`), n: each.count }));
  return (
    <p data-returns={count}>
      <Tag tone={count > 2 ? "bad" : "warn"}>{t("handoffs.loop", { n: count })}</Tag> {why.join(" · ")}
    </p>
  );
}
