import type { ReactNode } from "react";
import type { RoomNode } from "@/api/types";
import styles from "@/features/nodes/NodeFacts.module.css";
import { NodeStatus } from "@/features/nodes/NodeStatus";
import { paceOf } from "@/features/nodes/pace";
import { useWords } from "@/ui/useWords";

/** The head of a node's panel: code, name, state, plan and pace. */
export function NodeFacts({ node, close }: { node: RoomNode; close: ReactNode }) {
  const { t, name, day, moment } = useWords();
  const { daysHere, daysOver } = paceOf(node);
  return (
    <header>
      <div className={styles.top}>
        <span className={styles.code}>{node.code}</span>
        <NodeStatus status={node.status} />
        {daysOver > 0 ? <span className={styles.over}>{t("nodes.days_over", { n: daysOver })}</span> : null}
        <span className={styles.close}>{close}</span>
      </div>
      <h2 className={styles.name}>{name(node.name)}</h2>
      <p className={styles.facts}>
        <span>{t("nodes.planned", { from: day(node.planned_start_on), to: day(node.planned_finish_on) })}</span>
        {node.started_at ? <span>{t("nodes.started", { at: moment(node.started_at) })}</span> : null}
        {node.finished_at ? <span>{t("nodes.finished", { at: moment(node.finished_at) })}</span> : null}
        {daysHere === null ? null : <span>{t("nodes.days_here", { n: daysHere })}</span>}
      </p>
      {node.reason ? <p className={styles.facts}>{t("nodes.reason_was", { reason: node.reason })}</p> : null}
    </header>
  );
}
