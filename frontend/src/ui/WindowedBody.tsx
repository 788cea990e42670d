import { type ReactNode, useEffect, useRef } from "react";
import styles from "@/ui/WindowedBody.module.css";
import { useWindowed } from "@/ui/useWindowed";

const SOON = 30;

/** Where a row stands: what `aria-rowindex` says, and how high it is. */
export interface Place {
  index: number;
  height: number;
}

interface Props<Row> {
  rows: readonly Row[];
  /** Of each row: they are all alike. */
  height: number;
  /** Called when the end of what is loaded comes near. */
  onNearEnd: () => void;
  children: (row: Row, place: Place) => ReactNode;
}

/** The body of a table with any number of rows of one height: only those near the screen have elements. */
export function WindowedBody<Row>({ rows, height, onNearEnd, children }: Props<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const { first, last } = useWindowed(body, rows.length, height);
  const isNearEnd = last > rows.length - SOON;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);
  return (
    <tbody ref={body}>
      <Space height={first * height} />
      {rows.slice(first, last).map((row, place) => children(row, { index: first + place + 2, height }))}
      <Space height={(rows.length - last) * height} />
    </tbody>
  );
}

function Space({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden="true" className={styles.space} style={{ height }} /> : null;
}
