import { usePeople } from "@/api/people";
import type { Duty, Responsibility } from "@/api/types";
import { DutyLetter } from "@/features/responsibilities/DutyLetter";
import styles from "@/features/responsibilities/ResponsibilityTable.module.css";
import { useWords } from "@/ui/useWords";

const DUTIES: Duty[] = ["A", "R", "C", "I"];

interface Props {
  nodes: { id: number; name: string }[];
  rows: Responsibility[];
  /** The present rows, to mark what is different from now; null when now is shown. */
  present: Responsibility[] | null;
}

/** Node by duty: who answered for what. */
export function ResponsibilityTable({ nodes, rows, present }: Props) {
  const { t } = useWords();
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t("responsibilities.raci")}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("responsibilities.node")}</th>
            {DUTIES.map((duty) => (
              <th key={duty} scope="col">
                <DutyLetter duty={duty} /> {t(`responsibilities.duty_${duty}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <tr key={node.id}>
              <th scope="row">{node.name}</th>
              {DUTIES.map((duty) => (
                <Cell key={duty} now={present && at(present, node.id, duty)} then={at(rows, node.id, duty)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ then, now }: { then: number[]; now: number[] | null }) {
  const { t, list } = useWords();
  const { nameOf } = usePeople();
  const differs = now !== null && then.join() !== now.join();
  return (
    <td data-differs={differs || undefined}>
      {list(then.map(nameOf))}
      {differs ? <span className={styles.differs}>{t("responsibilities.changed")}</span> : null}
    </td>
  );
}

function at(rows: Responsibility[], nodeId: number, duty: Duty): number[] {
  const people = rows.filter((row) => row.node_id === nodeId && row.duty === duty).map((row) => row.person_id);
  return [...new Set(people)].toSorted((a, b) => a - b);
}
