/** Figures beside their targets: what a measurement hands over, and how it is written down. */

/** Does things one after the other, because they share two processors; returns what each gave. */
export async function inTurn(items, act) {
  const results = [];
  // oxlint-disable-next-line no-await-in-loop
  for (const item of items) results.push(await act(item));
  return results;
}

/** Returns the value that this part of all values does not exceed. */
export function quantile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)];
}

export const ms = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

/** One row of the table; `isMet` is null where nothing was measured. */
export const figure = (what, target, measured, isMet) => ({ what, target, measured, isMet });

const VERDICT = new Map([
  [true, "yes"],
  [false, "NO"],
  [null, "not measured"],
]);

export function markdown(figures) {
  const rows = figures.map(({ what, target, measured, isMet }) => [what, target, measured, VERDICT.get(isMet)]);
  const lines = [["what", "target", "measured", "met"], ["---", "---", "---", "---"], ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
