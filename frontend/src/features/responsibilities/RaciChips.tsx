import { usePeople } from "@/api/people";
import type { Duty, Responsibility } from "@/api/types";
import { DutyLetter } from "@/features/responsibilities/DutyLetter";
import styles from "@/features/responsibilities/RaciChips.module.css";
import { Face } from "@/ui/Face";
import { useWords } from "@/ui/useWords";

const ORDER: Duty[] = ["A", "R", "C", "I"];

/** Who has which part in a node: one chip a person, with all their letters. */
export function RaciChips({ rows }: { rows: Responsibility[] }) {
  const { t, list } = useWords();
  const { nameOf } = usePeople();
  const chips = byPerson(rows);
  return (
    <ul className={styles.chips} aria-label={t("responsibilities.raci")}>
      {chips.map(({ person, duties }) => (
        <li key={person} className={styles.chip}>
          <Face name={nameOf(person)} id={person} size="small" />
          <span className={styles.hidden}>
            {t("responsibilities.chip", {
              person: nameOf(person),
              duties: list(duties.map((duty) => t(`responsibilities.duty_${duty}`))),
            })}
          </span>
          <span aria-hidden="true">{nameOf(person)}</span>
          {duties.map((duty) => (
            <DutyLetter key={duty} duty={duty} />
          ))}
        </li>
      ))}
    </ul>
  );
}

function byPerson(rows: Responsibility[]): { person: number; duties: Duty[] }[] {
  const people = new Map<number, Set<Duty>>();
  for (const { person_id: person, duty } of rows) people.set(person, (people.get(person) ?? new Set()).add(duty));
  return [...people]
    .map(([person, duties]) => ({ person, duties: ORDER.filter((duty) => duties.has(duty)) }))
    .toSorted((a, b) => rank(a.duties) - rank(b.duties));
}

function rank(duties: Duty[]): number {
  return Math.min(...duties.map((duty) => ORDER.indexOf(duty)));
}
