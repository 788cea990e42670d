import { useEffect, useId, useMemo, useState } from "react";
import { GridHead } from "@/features/matrix/GridHead";
import { GridLine } from "@/features/matrix/GridLine";
import { layoutOf } from "@/features/matrix/layout";
import styles from "@/features/matrix/MatrixGrid.module.css";
import type { Across, Column, Letter, Line, NodeLine } from "@/features/matrix/model";
import { cellsOf } from "@/features/matrix/model";
import { type Place, useGridKeys } from "@/features/matrix/useGridKeys";
import { shown, useWindow } from "@/features/matrix/useWindow";

interface Props {
  label: string;
  lines: Line[];
  columns: Column[];
  across: Across;
  /** How many lines there are at least; those not read yet are drawn empty. */
  known: number;
  hasMore: boolean;
  onReach: () => void;
  onOpen: (line: NodeLine) => void;
  onColumn: (column: Column) => void;
  /** Says what stands where the keyboard is. */
  onLook: (line: NodeLine | null, letters: Letter[]) => void;
}

/** Nodes by people or roles, drawn only where it is looked at, in both directions. */
export function MatrixGrid(props: Props) {
  const { lines, columns, across, known, hasMore, onReach, onOpen, onColumn, onLook } = props;
  const id = useId();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const seen = useWindow(scroller);
  const size = layoutOf(across, seen.width);
  const count = Math.max(lines.length, known);
  const [top, bottom] = shown(seen.top, seen.height - size.head, size.row, count);
  const [left, right] = shown(seen.left, seen.width - size.first, size.column, columns.length);
  const visible = useMemo(() => columns.slice(left, right), [columns, left, right]);
  const enter = ({ row, column }: Place) => {
    const line = lines[row - 1];
    const chosen = columns[column - 1];
    if (row === 0 && chosen) onColumn(chosen);
    else if (line?.kind === "node") onOpen(line);
  };
  const keys = useGridKeys({
    rows: count,
    columns: columns.length,
    page: Math.max(1, Math.floor((seen.height - size.head) / size.row) - 1),
    onMove: (place) => {
      if (scroller) bringInto(scroller, place, size);
      onLook(...lookAt(lines, columns, across, place));
    },
    onEnter: enter,
  });
  useEffect(() => {
    if (hasMore && bottom >= lines.length) onReach();
  }, [hasMore, bottom, lines.length, onReach]);
  const { row, column } = keys.place;
  return (
    <div
      ref={setScroller}
      role="grid"
      aria-label={props.label}
      aria-readonly="true"
      aria-rowcount={hasMore ? -1 : count + 1}
      aria-colcount={columns.length + 1}
      aria-activedescendant={`${id}-${row}-${column}`}
      tabIndex={0}
      className={styles.scroller}
      onKeyDown={keys.onKeyDown}
      onClick={({ target }) => {
        const place = placeOf(target);
        if (place?.row === 0) enter(place);
        else if (place) keys.go(place.row, place.column);
      }}
      onDoubleClick={({ target }) => {
        const place = placeOf(target);
        if (place) enter(place);
      }}
      data-matrix={lines.length}
    >
      <div
        role="rowgroup"
        className={styles.sheet}
        style={{ height: size.head + count * size.row, width: size.first + columns.length * size.column }}
      >
        <GridHead id={id} size={size} columns={visible} from={left} active={row === 0 ? column : -1} across={across} />
        {lines.slice(top, bottom).map((line, place) => (
          <GridLine
            key={line.key}
            id={id}
            line={line}
            index={top + place}
            size={size}
            across={across}
            columns={visible}
            from={left}
            active={row === top + place + 1 ? column : -1}
          />
        ))}
      </div>
    </div>
  );
}

/** The place that something in the grid stands for. */
function placeOf(target: EventTarget): Place | null {
  const cell = (target as Element).closest<HTMLElement>("[data-place]");
  const [row, column] = (cell?.dataset.place ?? "").split("-").map(Number);
  return row === undefined || column === undefined ? null : { row, column };
}

function bringInto(scroller: HTMLElement, { row, column }: Place, size: ReturnType<typeof layoutOf>): void {
  if (row > 0) {
    const y = (row - 1) * size.row;
    const height = scroller.clientHeight - size.head;
    if (y < scroller.scrollTop) scroller.scrollTop = y;
    else if (y + size.row > scroller.scrollTop + height) scroller.scrollTop = y + size.row - height;
  }
  if (column > 0) {
    const x = (column - 1) * size.column;
    const width = scroller.clientWidth - size.first;
    if (x < scroller.scrollLeft) scroller.scrollLeft = x;
    else if (x + size.column > scroller.scrollLeft + width) scroller.scrollLeft = x + size.column - width;
  }
}

function lookAt(lines: Line[], columns: Column[], across: Across, { row, column }: Place): [NodeLine | null, Letter[]] {
  const line = lines[row - 1];
  if (line?.kind !== "node") return [null, []];
  const chosen = columns[column - 1];
  return [line, chosen ? (cellsOf(line, across).get(chosen.id) ?? []) : line.letters];
}
