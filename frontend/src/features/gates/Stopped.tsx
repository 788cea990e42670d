import { IconHandStop } from "@tabler/icons-react";
import { Link } from "react-router";
import { usePeople } from "@/api/people";
import type { Node } from "@/api/types";
import styles from "@/features/gates/GateDecision.module.css";
import { useWords } from "@/ui/useWords";

/** Where a gate's decision stops the deal, with who decided so and why. */
export function Stopped({ nodes }: { nodes: readonly Node[] }) {
  const { t, name } = useWords();
  const { nameOf } = usePeople();
  const stopped = nodes.filter(
    ({ status, decision }) => ["active", "offered"].includes(status) && ["no_go", "hold"].includes(decision?.outcome ?? ""),
  );
  return stopped.map((node) => (
    <p key={node.id} className={styles.stopped} data-stopped={node.id}>
      <IconHandStop size={18} aria-hidden="true" />
      <span>
        <Link to={`?node=${node.id}`}>{name(node.name)}</Link>{" "}
        {t(`gates.stopped_${node.decision?.outcome === "hold" ? "hold" : "no_go"}`, {
          person: nameOf(node.decision?.decided_by),
          reason: node.decision?.reason ?? "",
        })}
      </span>
    </p>
  ));
}
