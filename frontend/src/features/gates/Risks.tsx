import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "react-router";
import { usePeople } from "@/api/people";
import type { Override } from "@/api/types";
import styles from "@/features/gates/GateDecision.module.css";
import { useWords } from "@/ui/useWords";

interface Props {
  overrides: readonly Override[];
  nameOfNode: (id: number) => string;
}

/** The risks that a sponsor took against delivery's veto: they stay with the room for good. */
export function Risks({ overrides, nameOfNode }: Props) {
  const { t, moment } = useWords();
  const { nameOf } = usePeople();
  if (overrides.length === 0) return null;
  return (
    <section className={styles.veto} aria-label={t("gates.risks")} data-risks={overrides.length}>
      <h2 className={styles.title}>
        <IconAlertTriangle size={18} aria-hidden="true" />
        {t("gates.risks")}
      </h2>
      <ul>
        {overrides.map((each) => (
          <li key={each.id} className={styles.words}>
            {each.risk}{" "}
            <span className={styles.dim}>
              {t("gates.risk_by", { person: nameOf(each.overridden_by), at: moment(each.overridden_at) })}{" "}
              <Link to={`?node=${each.node_id}`}>{nameOfNode(each.node_id)}</Link>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
