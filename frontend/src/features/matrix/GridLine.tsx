import { memo } from "react";
import { CellLetters } from "@/features/matrix/CellLetters";
import type { Layout } from "@/features/matrix/layout";
import styles from "@/features/matrix/MatrixGrid.module.css";
import { type Across, cellsOf, type Column, type Line, type NodeLine } from "@/features/matrix/model";
import { useWords } from "@/ui/useWords";

interface Props {
  id: string;
  line: Line;
  index: number;
  size: Layout;
  across: Across;
  columns: Column[];
  from: number;
  /** The active cell of this line, -1 when it is elsewhere. */
  active: number;
}

/** One line of the grid: a deal that begins a group, or a node with its letters. */
export const GridLine = memo(function GridLine(props: Props) {
  const { id, line, index, size, active } = props;
  const { t, name } = useWords();
  const where = { top: size.head + index * size.row, height: size.row };
  const isHere = active >= 0;
  if (line.kind === "group") {
    return (
      <div role="row" aria-rowindex={index + 2} className={styles.group} style={where}>
        <div role="rowheader" id={`${id}-${index + 1}-${Math.max(0, active)}`} className={styles.groupName} data-active={isHere || undefined}>
          {line.stage ? t(`matrix.stage_${line.stage as "S1"}`) + " · " : ""}
          {line.deal?.account} · {line.deal?.title}
        </div>
      </div>
    );
  }
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.line} style={where} data-node-line={line.nodeId}>
      <div
        role="rowheader"
        id={`${id}-${index + 1}-0`}
        data-place={`${index + 1}-0`}
        aria-colindex={1}
        className={styles.first}
        data-active={active === 0 || undefined}
        style={{ width: size.first }}
      >
        <span className={styles.code}>{line.template?.code}</span>
        <span className={styles.name}>{line.template ? name(line.template.name) : ""}</span>
        <span className={styles.status} data-status={line.status} title={t(`nodes.status_${line.status}`)}>
          <span className={styles.hidden}>{t(`nodes.status_${line.status}`)}</span>
        </span>
      </div>
      <Cells {...props} line={line} />
    </div>
  );
});

function Cells({ id, line, index, size, across, columns, from, active }: Props & { line: NodeLine }) {
  const cells = cellsOf(line, across);
  return columns.map((column, place) => {
    const letters = cells.get(column.id);
    const number = from + place + 1;
    if (!letters && active !== number) return null;
    return (
      <div
        key={column.id}
        role="gridcell"
        id={`${id}-${index + 1}-${number}`}
        data-place={`${index + 1}-${number}`}
        aria-colindex={number + 1}
        className={styles.cell}
        data-active={active === number || undefined}
        style={{ left: size.first + (from + place) * size.column, width: size.column }}
        data-across={across}
      >
        {letters ? <CellLetters letters={letters} column={column} across={across} /> : null}
      </div>
    );
  });
}
