/** Measures the production build against the targets and prints figure beside target: `make targets`. */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { openBrowser, startServer } from "../journeys/stage.mjs";
import { handoffs } from "./handoffs.mjs";
import { lists } from "./lists.mjs";
import { loads } from "./loads.mjs";
import { matrix } from "./matrix.mjs";
import { outage } from "./outage.mjs";
import { commit, sources } from "./sources.mjs";
import { figure, inTurn, markdown } from "./table.mjs";
import { typing } from "./typing.mjs";

const PARTS = { sources, loads, lists, handoffs, typing, outage, matrix };
const MARK = /(<!-- targets -->)[\s\S]*?(<!-- end of targets -->)/;
const options = {
  rounds: { type: "string", default: "40" },
  away: { type: "string", default: "20" },
  company: { type: "string" },
  markdown: { type: "string" },
};
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const strangers = positionals.filter((part) => !(part in PARTS));
if (strangers.length > 0) throw new Error(`no such part: ${strangers.join(" ")}; there are ${Object.keys(PARTS).join(" ")}`);

const complaints = [];
const notes = [];
const server = await startServer({ demo: true });
const browser = await openBrowser();
const stage = {
  browser,
  server,
  rounds: Number(values.rounds),
  away: Number(values.away),
  company: values.company,
  complain: (lines) => complaints.push(...lines),
  note: (lines) => notes.push(...lines),
};
const wanted = positionals.length > 0 ? positionals : Object.keys(PARTS);
let figures;
try {
  figures = (
    await inTurn(wanted, (part) => {
      console.error(`targets: ${part}`);
      return PARTS[part](stage);
    })
  ).flat();
} finally {
  await browser.close();
  await server.stop();
}
figures.push(figure("errors and warnings in the console meanwhile", "0", `${complaints.length}`, complaints.length === 0));
const detail = notes.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const pages = detail && `\n\n| screen | LCP | INP | CLS |\n| --- | ---: | ---: | ---: |\n${detail}`;
const where = `Commit ${commit()}, ${cpus().length} processors (${cpus()[0].model.trim()}), Chromium headless, SQLite.`;
console.log(`${markdown(figures)}${pages}\n\n${where}`);
for (const line of complaints) console.error(line);
if (values.markdown) {
  const text = readFileSync(values.markdown, "utf8");
  const filled = (_, begin, end) => `${begin}\n\n${markdown(figures)}${pages}\n\n${where}\n\n${end}`;
  if (!MARK.test(text)) throw new Error(`${values.markdown} has no place for the targets`);
  writeFileSync(values.markdown, text.replace(MARK, filled));
}
