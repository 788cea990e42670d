import type { Person } from "@/api/types";
import { PersonSelect } from "@/ui/PersonSelect";
import styles from "@/ui/Rows.module.css";

interface Props {
  title: string;
  where: string;
  people: Person[];
  taker: number | null;
  /** Somebody has to take it. */
  isNeeded: boolean;
  emptyWord: string;
  onTake: (id: number | null) => void;
}

/** One seat or node, and who takes it. */
export function LeavingLine({ title, where, people, taker, isNeeded, emptyWord, onTake }: Props) {
  return (
    <li className={styles.row}>
      <div className={styles.text}>
        <p className={styles.title}>{title}</p>
        <p className={styles.quiet}>{where}</p>
      </div>
      <PersonSelect
        aria-label={`${title} · ${where}`}
        people={people}
        value={taker}
        onChange={onTake}
        placeholder={emptyWord}
        clearable={!isNeeded}
        error={isNeeded && taker === null}
        className={styles.taker}
      />
    </li>
  );
}
