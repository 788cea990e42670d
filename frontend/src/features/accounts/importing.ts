import type { ImportOutcome, ImportTable } from "@/api/types";

export const FIELDS = ["name", "type", "channel", "industry", "region", "team", "AR", "SR", "FR", "SP"] as const;
export type Field = (typeof FIELDS)[number];
export type Fields = (Field | null)[];
export type ImportRow = { line: number; anyway?: boolean } & Partial<Record<Field, string>>;

/** As many as the server weighs at once. */
export const AT_ONCE = 200;
/** Few enough for a transaction so short that nobody else's deed waits for it. */
export const ADDED_AT_ONCE = 25;

/** Turns the lines of a file into rows by what each column means; an empty cell says nothing. */
export function toRows({ rows }: Pick<ImportTable, "rows">, fields: Fields): ImportRow[] {
  return rows.map(({ line, cells }) => {
    const row: ImportRow = { line };
    fields.forEach((field, place) => {
      const said = cells[place];
      if (field && said) row[field] = said;
    });
    return row;
  });
}

export function chunked<Item>(items: Item[], size: number = AT_ONCE): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, place) => items.slice(place * size, (place + 1) * size));
}

/** The field that two columns claim, if any. */
export function claimedTwice(fields: Fields): Field | null {
  return fields.find((field, place): field is Field => field !== null && fields.indexOf(field) !== place) ?? null;
}

export type State = "fit" | "refused" | "duplicate" | "double" | "added";

export interface Judged {
  row: ImportRow;
  outcome: ImportOutcome;
  state: State;
  /** The line above that has the same name. */
  firstLine: number | null;
}

/** Adds to what the server said of each row which of them repeat one above. */
export function judge(rows: ImportRow[], outcomes: ImportOutcome[]): Judged[] {
  const rowOf = new Map(rows.map((row) => [row.line, row]));
  const first = new Map<string, number>();
  return outcomes.flatMap((outcome) => {
    const row = rowOf.get(outcome.line);
    if (!row) return [];
    const above = first.get(outcome.key) ?? null;
    if (outcome.outcome === "fit" && above === null) first.set(outcome.key, outcome.line);
    const state: State = outcome.outcome === "fit" && above !== null ? "double" : outcome.outcome;
    return [{ row, outcome, state, firstLine: above }];
  });
}

/** The rows that will be sent: those that fit, and duplicates somebody wants all the same. */
export function wanted(judged: Judged[], anyway: ReadonlySet<number>): ImportRow[] {
  return judged
    .filter(({ row, state }) => state === "fit" || (anyway.has(row.line) && (state === "duplicate" || state === "double")))
    .map(({ row }) => (anyway.has(row.line) ? { ...row, anyway: true } : row));
}

/** Writes lines as CSV that no spreadsheet runs: what begins like a formula is led by an apostrophe. */
export function toCsv(lines: string[][]): string {
  // The byte order mark tells spreadsheets that it is UTF-8.
  return `\uFEFF${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
