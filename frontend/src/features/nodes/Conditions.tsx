import { Link } from "react-router";
import { usePeople } from "@/api/people";
import type { ChecklistItem } from "@/api/types";
import styles from "@/features/nodes/MissingList.module.css";
import { Tag } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

/** What became of a gate's conditions: whose each is, until when, and how it stands. */
export function Conditions({ items }: { items: readonly ChecklistItem[] }) {
  const { t, name, day } = useWords();
  const { nameOf } = usePeople();
  if (items.length === 0) return null;
  return (
    <ul className={styles.conditions} aria-label={t("nodes.conditions_made")}>
      {items.map((item) => (
        <li key={item.id} data-condition-item={item.id}>
          <Link to={`?node=${item.node_id}`}>{name(item.text)}</Link> {[nameOf(item.owner_id), item.due_on ? t("nodes.item_due", { day: day(item.due_on) }) : ""].join(" · ")}{" "}
          <Tag tone={item.state === "open" ? "warn" : "good"}>{t(`nodes.item_state_${item.state}`)}</Tag>
        </li>
      ))}
    </ul>
  );
}
