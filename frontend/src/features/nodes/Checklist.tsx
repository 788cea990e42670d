import type { RoomNode } from "@/api/types";
import { ChecklistItemRow } from "@/features/nodes/ChecklistItemRow";
import styles from "@/features/nodes/Checklist.module.css";
import { useWords } from "@/ui/useWords";

/** The standard steps of a node, ticked with evidence. */
export function Checklist({ node, mayTick }: { node: RoomNode; mayTick: boolean }) {
  const { t } = useWords();
  const done = node.checklist.filter(({ state }) => state !== "open").length;
  return (
    <section aria-label={t("nodes.checklist")}>
      <h3 className={styles.title}>
        {t("nodes.checklist")} <span>{t("nodes.progress", { done, all: node.checklist.length })}</span>
      </h3>
      <ul className={styles.items}>
        {node.checklist.map((item) => (
          <ChecklistItemRow key={item.id} item={item} dealId={node.deal_id} mayTick={mayTick} />
        ))}
      </ul>
    </section>
  );
}
