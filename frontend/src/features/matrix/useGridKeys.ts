import { type KeyboardEvent, useState } from "react";

export interface Place {
  row: number;
  column: number;
}

interface Options {
  rows: number;
  columns: number;
  page: number;
  onMove: (place: Place) => void;
  onEnter: (place: Place) => void;
}

const STEPS: Readonly<Record<string, [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The cell that the keyboard stands on, by the rules of an ARIA grid; row and column 0 are the headers. */
export function useGridKeys({ rows, columns, page, onMove, onEnter }: Options) {
  const [asked, setPlace] = useState<Place>({ row: 1, column: 0 });
  const place = { row: clamp(asked.row, rows), column: clamp(asked.column, columns) };
  const go = (row: number, column: number) => {
    const next = { row: clamp(row, rows), column: clamp(column, columns) };
    setPlace(next);
    onMove(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      onEnter(place);
      return;
    }
    const next = target(event, place, { rows, columns, page });
    if (!next) return;
    event.preventDefault();
    go(...next);
  };
  return { place, go, onKeyDown };
}

function target(event: KeyboardEvent, { row, column }: Place, size: { rows: number; columns: number; page: number }): [number, number] | null {
  const step = STEPS[event.key];
  if (step) return event.ctrlKey ? null : [row + step[0], column + step[1]];
  switch (event.key) {
    case "PageUp":
      return [row - size.page, column];
    case "PageDown":
      return [row + size.page, column];
    case "Home":
      return [event.ctrlKey ? 1 : row, 0];
    case "End":
      return [event.ctrlKey ? size.rows : row, size.columns];
  }
  return null;
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}
