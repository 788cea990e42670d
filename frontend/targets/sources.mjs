/** What is told by the files alone: the weight of the build, and the texts of both languages. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { figure } from "./table.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const HAN = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

/** Returns the keys of one language's catalogue. */
function keysOf(language) {
  const folder = here(`../src/words/${language}/`);
  const files = readdirSync(folder).filter((name) => !["first.ts", "later.ts"].includes(name));
  return files.flatMap((name) =>
    [...readFileSync(folder + name, "utf8").matchAll(/^ {2}"?([\w.]+)"?:/gm)].map(([, key]) => `${name} ${key}`),
  );
}

function strays() {
  const files = readdirSync(here("../src"), { recursive: true, encoding: "utf8" });
  return files
    .filter((name) => /\.(tsx?|css)$/.test(name) && !/^(words\/zh|testing)\/|\.test\./.test(name))
    .filter((name) => HAN.test(readFileSync(here(`../src/${name}`), "utf8")));
}

function budgets() {
  const { stdout } = spawnSync(process.execPath, [here("../scripts/budget.mjs")], { encoding: "utf8" });
  return [...stdout.matchAll(/^budget: (OVER )?(.+): ([\d.]+) of (\d+) KB$/gm)].map(([, over, what, size, limit]) =>
    figure(`${what}, gzip`, `≤ ${limit} KB`, `${size} KB`, !over),
  );
}

export function sources() {
  const zh = new Set(keysOf("zh"));
  const en = new Set(keysOf("en"));
  const common = [...zh].filter((key) => en.has(key)).length;
  const all = new Set([...zh, ...en]).size;
  const found = strays();
  return [
    ...budgets(),
    figure("keys that both languages have", "100 %", `${common} of ${all}`, common === all),
    figure("files with Chinese outside its catalogue", "0", `${found.length}`, found.length === 0),
  ];
}

/** Says what was measured: the newest commit. */
export const commit = () => execFileSync("git", ["log", "-1", "--format=%h"], { cwd: here("."), encoding: "utf8" }).trim();
