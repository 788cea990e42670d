import type { Stage } from "@/api/types";
import { NodeTile, type Who } from "@/features/nodes/NodeTile";
import { progressOf } from "@/features/nodes/progress";
import styles from "@/features/nodes/StageTrack.module.css";
import { useWords } from "@/ui/useWords";

interface Props {
  stages: Stage[];
  ownerOf: (nodeId: number) => Who | null;
  /** Who else looks at a node. */
  visitorsOf: (nodeId: number) => Who[];
  /** Who has just changed a node, while that is news. */
  changedBy: (nodeId: number) => Who | null;
  chosen: number | null;
}

/** The seven stages from top to bottom, each with its nodes; looking at a node never moves it. */
export function StageTrack({ stages, ownerOf, visitorsOf, changedBy, chosen }: Props) {
  const { t, name } = useWords();
  return (
    <ol className={styles.track} aria-label={t("nodes.track")}>
      {stages.map((stage, index) => {
        const { done, all, state } = progressOf(stage);
        return (
          <li key={stage.code} id={stage.code} data-stage className={styles.stage} data-state={state}>
            <div className={styles.head}>
              <span className={styles.number} aria-hidden="true">
                {index + 1}
              </span>
              <h2 className={styles.name}>{name(stage.name)}</h2>
              <p className={styles.progress}>{t("nodes.stage_progress", { done, all })}</p>
              <p className={styles.exit}>{t("nodes.stage_exit", { text: name(stage.exit) })}</p>
            </div>
            <ul className={styles.nodes}>
              {stage.nodes.map((node) => (
                <li key={node.id}>
                  <NodeTile
                    node={node}
                    owner={ownerOf(node.id)}
                    visitors={visitorsOf(node.id)}
                    changedBy={changedBy(node.id)}
                    isChosen={node.id === chosen}
                  />
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}
