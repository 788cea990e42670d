export interface Piece {
  kind: "same" | "added" | "removed";
  text: string;
}

export interface DiffLine {
  kind: "same" | "added" | "removed" | "changed";
  text: string;
  /** What became of a line that was changed, word by word. */
  pieces?: Piece[];
}

const MOST_LINES = 2_000;
const MOST_WORDS = 400;
/** Lines that have less in common are another line each. */
const ALIKE = 0.4;
/** A word of letters and digits, or one sign: Chinese is compared sign by sign. */
const WORD = /[a-z\d]+|[^a-z\d]/giu;

/** Compares two texts line by line: what was removed from the first, added to become the second, or changed. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const found = diff(before.split("\n").slice(0, MOST_LINES), after.split("\n").slice(0, MOST_LINES));
  const lines: DiffLine[] = [];
  let removed: Piece[] = [];
  let added: Piece[] = [];
  const settle = () => {
    lines.push(...paired(removed, added));
    removed = [];
    added = [];
  };
  for (const piece of found) {
    if (piece.kind === "removed") removed.push(piece);
    else if (piece.kind === "added") added.push(piece);
    else {
      settle();
      lines.push(piece);
    }
  }
  settle();
  return lines;
}

/** Shows lines that took each other's place as changed, as long as they are alike. */
function paired(removed: Piece[], added: Piece[]): DiffLine[] {
  const count = Math.min(removed.length, added.length);
  const pairs = removed.slice(0, count).flatMap((before, place): DiffLine[] => {
    const after = added[place] ?? before;
    const line = changedLine(before.text, after.text);
    return line ? [line] : [before, after];
  });
  return [...pairs, ...removed.slice(count), ...added.slice(count)];
}

function changedLine(before: string, after: string): DiffLine | null {
  const [a, b] = [before, after].map((text) => text.match(WORD) ?? []);
  if (!a || !b || Math.max(a.length, b.length) > MOST_WORDS) return null;
  const pieces = joined(diff(a, b));
  const same = pieces.filter(({ kind }) => kind === "same").reduce((sum, { text }) => sum + text.length, 0);
  return same / Math.max(before.length, after.length, 1) < ALIKE ? null : { kind: "changed", text: after, pieces };
}

function joined(pieces: Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const { kind, text } of pieces) {
    const last = found.at(-1);
    if (last?.kind === kind) last.text += text;
    else found.push({ kind, text });
  }
  return found;
}

function diff(a: string[], b: string[]): Piece[] {
  const lengths = common(a, b);
  const pieces: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push({ kind: "same", text: a[i] ?? "" });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      pieces.push({ kind: "removed", text: a[i] ?? "" });
      i += 1;
    } else {
      pieces.push({ kind: "added", text: b[j] ?? "" });
      j += 1;
    }
  }
  return pieces;
}

function at(lengths: Uint16Array[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}

/** The length of the longest common part behind every pair of places. */
function common(a: string[], b: string[]): Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row) row[j] = a[i] === b[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  return lengths;
}
