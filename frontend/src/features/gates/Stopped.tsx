import { IconHandStop } from "@tabler/icons-react";
import { Link } from "react-router";
import { usePeople } from "@/api/people";
import type { Node, Override } from "@/api/types";
import styles from "@/features/gates/GateDecision.module.css";
import { useWords } from "@/ui/useWords";

interface Props {
  nodes: readonly Node[];
  overrides: readonly Override[];
}

/** Where a gate's decision stops the deal, with who decided so and why; what a sponsor overrode stops nothing. */
export function Stopped({ nodes, overrides }: Props) {
  const { t, name } = useWords();
  const { doerOf } = usePeople();
  const stopped = nodes.filter(
    ({ id, status, decision }) =>
      ["active", "offered"].includes(status) &&
      ["no_go", "hold"].includes(decision?.outcome ?? "") &&
      !overrides.some(({ node_id, veto }) => node_id === id && veto.at === decision?.decided_at),
  );
  return stopped.map((node) => (
    <p key={node.id} className={styles.stopped} data-stopped={node.id}>
      <IconHandStop size={18} aria-hidden="true" />
      <span>
        <Link to={`?node=${node.id}`}>{name(node.name)}</Link>{" "}
        {t(`gates.stopped_${node.decision?.outcome === "hold" ? "hold" : "no_go"}`, {
          person: doerOf(node.decision?.decided_by, node.decision?.decided_for),
          reason: node.decision?.reason ?? "",
        })}
      </span>
    </p>
  ));
}
