import { Link } from "react-router";
import { usePeople } from "@/api/people";
import { DutyMark } from "@/features/matrix/DutyMark";
import styles from "@/features/matrix/CellDetails.module.css";
import type { Letter, NodeLine } from "@/features/matrix/model";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

/** What stands where the keyboard or the pointer is: the node with a link, and each duty with its role and since when. */
export function CellDetails({ line, letters }: { line: NodeLine | null; letters: Letter[] }) {
  const { t, name, moment } = useWords();
  const { nameOf } = usePeople();
  const nameOfRole = useRoleName();
  if (!line) return <p className={styles.details}>{t("matrix.look_hint")}</p>;
  return (
    <div className={styles.details}>
      <Link to={`/deals/${line.dealId}?node=${line.nodeId}`}>
        {line.template?.code} {line.template ? name(line.template.name) : ""}
      </Link>
      <span className={styles.deal}>{line.deal?.title}</span>
      <ul className={styles.letters}>
        {letters.map((letter) => (
          <li key={`${letter.duty}${letter.role}${letter.person}${letter.change}`}>
            <DutyMark duty={letter.duty} /> {nameOf(letter.person)} · {nameOfRole(letter.role)} ·{" "}
            {letter.change ? t(`matrix.at_${letter.change}`, { at: moment(letter.since) }) : t("matrix.since", { at: moment(letter.since) })}
          </li>
        ))}
      </ul>
    </div>
  );
}
