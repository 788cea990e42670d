/** Fails when the first screen, or a part that loads later, is heavier than its budget, gzipped. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const LIMITS = { js: 220 * 1024, css: 25 * 1024 };
/** What a part that loads later may add to the page that it is opened in. */
const LATER = [{ chunk: "src/features/notes/NoteEditor.tsx", page: "src/app/pages/RoomPage.tsx", limit: 180 * 1024 }];
const built = fileURLToPath(new URL("../../triangle/static/", import.meta.url));

/** Returns the files that a chunk needs before it runs. */
function closure(manifest, key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const needed of manifest[key].imports ?? []) closure(manifest, needed, seen);
  return seen;
}

function weigh(names) {
  return [...names].reduce((sum, name) => sum + gzipSync(readFileSync(built + name)).length, 0);
}

function sizes(manifest, chunks) {
  const files = { js: new Set(), css: new Set() };
  for (const key of chunks) {
    files.js.add(manifest[key].file);
    for (const css of manifest[key].css ?? []) files.css.add(css);
  }
  return { js: weigh(files.js), css: weigh(files.css) };
}

const manifest = JSON.parse(readFileSync(`${built}.vite/manifest.json`, "utf8"));
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const languages = Object.keys(manifest).filter((key) => /src\/words\/\w+\/first\.ts$/.test(key));
if (!entry || languages.length < 2) throw new Error("the manifest names no entry or no languages: build first");

let isOver = false;
for (const language of languages) {
  const weight = sizes(manifest, [...closure(manifest, entry), ...closure(manifest, language)]);
  for (const [kind, limit] of Object.entries(LIMITS)) {
    const isHeavy = weight[kind] > limit;
    isOver ||= isHeavy;
    const line = `${language.split("/").at(-2)} ${kind}: ${(weight[kind] / 1024).toFixed(1)} of ${limit / 1024} KB`;
    console.log(isHeavy ? `budget: OVER ${line}` : `budget: ${line}`);
  }
}
for (const { chunk, page, limit } of LATER) {
  const present = closure(manifest, page, closure(manifest, entry));
  const added = [...closure(manifest, chunk)].filter((key) => !present.has(key));
  const { js } = sizes(manifest, added);
  isOver ||= js > limit;
  console.log(`budget: ${js > limit ? "OVER " : ""}${chunk} js: ${(js / 1024).toFixed(1)} of ${limit / 1024} KB`);
}
process.exit(isOver ? 1 : 0);
