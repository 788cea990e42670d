import type { Stage } from "@/api/types";
import { progressOf } from "@/features/nodes/progress";
import styles from "@/features/nodes/StageBar.module.css";
import { useWords } from "@/ui/useWords";

/** All seven stages at a glance; a click brings one into view. */
export function StageBar({ stages }: { stages: Stage[] }) {
  const { t, name } = useWords();
  return (
    <ol className={styles.bar}>
      {stages.map((stage) => {
        const { done, all, state } = progressOf(stage);
        return (
          <li key={stage.code}>
            <button
              type="button"
              className={styles.stage}
              data-state={state}
              onClick={() => document.getElementById(stage.code)?.scrollIntoView({ block: "start" })}
            >
              <span className={styles.line}>
                <span className={styles.name}>{name(stage.name)}</span>
                <span className={styles.count} title={t("nodes.stage_progress", { done, all })}>
                  {t("nodes.progress", { done, all })}
                </span>
              </span>
              <span className={styles.rail}>
                <span className={styles.fill} style={{ width: `${all ? (done / all) * 100 : 0}%` }} />
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
