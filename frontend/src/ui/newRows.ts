/** Splits what a list holds into what stays on screen and how many came in between, above what somebody reads. */
export function withoutNew<Row>(
  rows: readonly Row[],
  seen: ReadonlySet<string>,
  keyOf: (row: Row) => string,
  endsGrow: boolean,
): { shown: Row[]; held: number } {
  // Behind the last row that was there begins the next page: that pushes nothing.
  const end = endsGrow ? rows.findLastIndex((row) => seen.has(keyOf(row))) : rows.length;
  const shown = rows.filter((row, place) => seen.has(keyOf(row)) || place > end);
  return { shown, held: rows.length - shown.length };
}
