import type { Entry, RoomNode } from "@/api/types";
import { ChecklistItemRow } from "@/features/nodes/ChecklistItemRow";
import styles from "@/features/nodes/Checklist.module.css";
import { itemOf } from "@/features/nodes/news";
import { useWords } from "@/ui/useWords";

interface Props {
  node: RoomNode;
  mayTick: boolean;
  /** What others have just changed. */
  news: readonly Entry[];
}

/** The standard steps of a node, ticked with evidence. */
export function Checklist({ node, mayTick, news }: Props) {
  const { t } = useWords();
  const done = node.checklist.filter(({ state }) => state !== "open").length;
  return (
    <section aria-label={t("nodes.checklist")}>
      <h3 className={styles.title}>
        {t("nodes.checklist")} <span>{t("nodes.progress", { done, all: node.checklist.length })}</span>
      </h3>
      <ul className={styles.items}>
        {node.checklist.map((item) => (
          <ChecklistItemRow
            key={item.id}
            item={item}
            dealId={node.deal_id}
            mayTick={mayTick}
            isNews={news.some((entry) => itemOf(entry) === item.id)}
          />
        ))}
      </ul>
    </section>
  );
}
