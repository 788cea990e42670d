/** Fails when a file imports upwards, or sideways between features: words, lib, ui < api < realtime < features < app. */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const FLOORS = { words: 0, lib: 0, ui: 1, api: 2, realtime: 3, features: 4, app: 5 };
const IMPORT = /(?:from|import)\s*\(?\s*["']([^"']+)["']/g;

/** Returns where a file under src stands: its floor and, inside features, its feature. */
function place(path) {
  const [top, feature] = path.split("/");
  if (top === "main.tsx") return { floor: 6, name: "main" };
  if (top === "testing") return { floor: 6, name: "testing" };
  if (!(top in FLOORS)) return null;
  return { floor: FLOORS[top], name: top === "features" ? `features/${feature}` : top };
}

function target(path, specifier) {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (specifier.startsWith(".")) return join(dirname(path), specifier);
  return null;
}

function complaint(path, source, specifier) {
  const here = place(path);
  if (!here) return `${path}: stands on no floor`;
  if (here.name === "lib" && /^react($|\/|-)/.test(specifier)) return `${path}: lib knows no React`;
  const other = target(path, specifier);
  if (other === null) return null;
  if (other.startsWith("..")) return `${path}: imports ${specifier} from outside src`;
  const there = place(other);
  if (!there) return `${path}: imports ${specifier}, which stands on no floor`;
  if (there.floor > here.floor) return `${path}: imports ${specifier} from a floor above`;
  if (there.floor === FLOORS.features && here.floor === there.floor && there.name !== here.name)
    return `${path}: imports ${specifier}, features never import each other`;
  return null;
}

/** Returns every broken law of the given files, a map of paths under src to their text. */
export function violations(files) {
  const found = [];
  for (const [path, source] of files) {
    if (!place(path)) found.push(`${path}: stands on no floor`);
    if (/\/index\.tsx?$/.test(path)) found.push(`${path}: no barrel files`);
    const isTest = /\.test\.tsx?$/.test(path);
    for (const [, specifier] of source.matchAll(IMPORT)) {
      const said = complaint(path, source, specifier);
      if (said && !(isTest && specifier.startsWith("@/testing/"))) found.push(said);
    }
  }
  return found;
}

function sources(root) {
  const names = readdirSync(root, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"))
    .map((name) => [name.replaceAll("\\", "/"), readFileSync(join(root, name), "utf8")]);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL("../src", import.meta.url));
  const found = violations(sources(root));
  for (const line of found) console.error(`floors: ${relative(process.cwd(), root)}/${line}`);
  process.exit(found.length ? 1 : 0);
}
