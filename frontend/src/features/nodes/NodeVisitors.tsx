import type { Who } from "@/features/nodes/NodeTile";
import styles from "@/features/nodes/NodeVisitors.module.css";
import { Face } from "@/ui/Face";
import { useWords } from "@/ui/useWords";

const MOST = 3;

interface Props {
  visitors: Who[];
  changedBy: Who | null;
}

/** Faces on the rim of a node's tile: who changed it just now, and who is looking at it. They take no room of their own. */
export function NodeVisitors({ visitors, changedBy }: Props) {
  const { t } = useWords();
  const others = visitors.filter(({ id }) => id !== changedBy?.id);
  const shown = others.slice(0, changedBy ? MOST - 1 : MOST);
  const rest = others.length - shown.length;
  if (!changedBy && shown.length === 0) return null;
  return (
    <span className={styles.faces}>
      {changedBy ? (
        <span className={styles.face} data-actor={changedBy.id} title={t("nodes.just_changed", { person: changedBy.name })}>
          <Face name={changedBy.name} id={changedBy.id} size="small" />
          <span className={styles.hidden}>{t("nodes.just_changed", { person: changedBy.name })}</span>
        </span>
      ) : null}
      {shown.map(({ id, name }) => (
        <span key={id} className={styles.face} data-visitor={id} title={t("nodes.looks_here", { person: name })}>
          <Face name={name} id={id} size="small" />
          <span className={styles.hidden}>{t("nodes.looks_here", { person: name })}</span>
        </span>
      ))}
      {rest > 0 ? <span className={styles.rest}>+{rest}</span> : null}
    </span>
  );
}
