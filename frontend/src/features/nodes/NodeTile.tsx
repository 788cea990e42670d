import { IconAlertTriangle, IconDiamond, IconMessageShare } from "@tabler/icons-react";
import { Link, useSearchParams } from "react-router";
import type { RoomNode } from "@/api/types";
import { NodeStatus } from "@/features/nodes/NodeStatus";
import { NodeVisitors } from "@/features/nodes/NodeVisitors";
import styles from "@/features/nodes/NodeTile.module.css";
import { paceOf } from "@/features/nodes/pace";
import { Face } from "@/ui/Face";
import { useGateName } from "@/ui/useGateName";
import { useWords } from "@/ui/useWords";

export interface Who {
  id: number;
  name: string;
}

interface Props {
  node: RoomNode;
  owner: Who | null;
  visitors: Who[];
  changedBy: Who | null;
  isChosen: boolean;
}

/** One node on the track: name, state, owner and how it stands against its plan. */
export function NodeTile({ node, owner, visitors, changedBy, isChosen }: Props) {
  const { t, name } = useWords();
  const gateName = useGateName();
  const [search] = useSearchParams();
  const { daysHere, daysOver } = paceOf(node);
  const next = new URLSearchParams(search);
  next.set("node", String(node.id));
  return (
    <Link
      to={`?${next}`}
      // Back closes the panel, however many nodes were looked at.
      replace={search.has("node")}
      preventScrollReset
      className={styles.tile}
      data-status={node.status}
      data-node={node.id}
      data-owner={owner?.id}
      data-news={changedBy?.id}
      aria-current={isChosen ? "true" : undefined}
    >
      <NodeVisitors visitors={visitors} changedBy={changedBy} />
      <span className={styles.name}>{name(node.name)}</span>
      <span className={styles.line}>
        <NodeStatus status={node.status} />
        {node.gate ? (
          <span className={styles.sign} title={t("nodes.needs_gate", { gate: gateName(node.gate.code) })}>
            <IconDiamond size={14} aria-hidden="true" />
            {gateName(node.gate.code)}
          </span>
        ) : null}
        {node.briefing ? (
          <span className={styles.sign} title={t("nodes.needs_briefing", { code: node.briefing.code })}>
            <IconMessageShare size={14} aria-hidden="true" />
            {node.briefing.code}
          </span>
        ) : null}
      </span>
      <span className={styles.line}>
        <Face name={owner?.name ?? null} id={owner?.id} size="small" />
        <span className={styles.owner}>{owner?.name ?? t("nodes.no_owner")}</span>
        {daysOver > 0 ? (
          <span className={styles.over} title={t("nodes.days_over", { n: daysOver })}>
            <IconAlertTriangle size={14} aria-hidden="true" />
            {t("nodes.days_over", { n: daysOver })}
          </span>
        ) : daysHere === null ? null : (
          <span className={styles.days}>{t("nodes.days_here", { n: daysHere })}</span>
        )}
      </span>
    </Link>
  );
}
