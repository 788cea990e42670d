import type { Layout } from "@/features/matrix/layout";
import styles from "@/features/matrix/MatrixGrid.module.css";
import type { Across, Column } from "@/features/matrix/model";
import { useWords } from "@/ui/useWords";

interface Props {
  id: string;
  size: Layout;
  columns: Column[];
  from: number;
  active: number;
  across: Across;
}

/** The frozen header: a person or role for each column; a click asks for it. */
export function GridHead({ id, size, columns, from, active, across }: Props) {
  const { t } = useWords();
  return (
    <div role="row" aria-rowindex={1} className={styles.head} style={{ height: size.head }}>
      <div
        role="columnheader"
        id={`${id}-0-0`}
        aria-colindex={1}
        className={styles.corner}
        data-active={active === 0 || undefined}
        style={{ width: size.first, height: size.head }}
      >
        {t("matrix.node")}
      </div>
      {columns.map((column, place) => (
        <div
          key={column.id}
          role="columnheader"
          id={`${id}-0-${from + place + 1}`}
          data-place={`0-${from + place + 1}`}
          aria-colindex={from + place + 2}
          className={styles.column}
          data-active={active === from + place + 1 || undefined}
          data-across={across}
          data-gone={column.isGone || undefined}
          style={{ left: size.first + (from + place) * size.column, width: size.column, height: size.head }}
          title={column.isGone ? t("matrix.person_gone", { person: column.name }) : column.name}
        >
          <span>{column.name}</span>
        </div>
      ))}
    </div>
  );
}
