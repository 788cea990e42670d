/** Runs the journeys, one after the other, each on its own server; a word on the command line chooses some of them. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { heard, openBrowser, startServer } from "./stage.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith(".journey.mjs"))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));

const failed = [];

async function run(file, browser) {
  const { name, demo, journey, prepare } = await import(here + file);
  let [server, began] = [undefined, Date.now()];
  try {
    // What a journey needs beside its server, and the settings that tell the server of it.
    const settings = await prepare?.();
    server = await startServer({ demo, ...(settings ? { settings } : {}) });
    began = Date.now();
    await journey({ browser, server });
    console.log(`journey: ok    ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  } catch (error) {
    const pages = browser.contexts().flatMap((context) => context.pages());
    const shots = await Promise.all(pages.map((page, place) => shoot(page, `${file}-${place}`)));
    console.error(`journey: FAIL  ${name}\n${error.stack ?? error}\nlook at: ${shots.join(" ")}`);
    for (const page of pages) console.error((heard.get(page) ?? []).join("\n"));
    console.error(`--- server ---\n${(server?.log() ?? "(none)").slice(-2000)}`);
    failed.push(`${name}: ${placeOf(error, file)} ${String(error).slice(0, 600)}`);
  } finally {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await server?.stop();
  }
}

/** Where a journey failed: its own line, and the one of what it called for that. */
function placeOf(error, file) {
  const frames = [...String(error.stack).matchAll(/journeys\/([\w-]+(?:\.journey)?\.mjs:\d+)/g)].map(([, place]) => place);
  const own = frames.find((place) => place.startsWith(file)) ?? "";
  return `at ${[own, frames[0]].filter((place, n, all) => place && all.indexOf(place) === n).join(", in ") || file}:`;
}

async function shoot(page, shot) {
  const path = `${here}../test-results/${shot}.png`;
  // A page may close meanwhile: what went wrong is told all the same.
  return page.screenshot({ path }).then(
    () => path,
    (error) => `(no picture: ${error.message.split("\n")[0]})`,
  );
}

if (files.length === 0) throw new Error(`no journey is called ${wanted.join(" ")}`);
const browser = await openBrowser();
// One after the other: they share two processors with their servers.
// oxlint-disable-next-line no-await-in-loop
for (const file of files) await run(file, browser);
await browser.close();
// Once more at the end, where it is read first.
for (const line of failed) console.error(`journey: FAIL  ${line}`);
process.exit(failed.length === 0 ? 0 : 1);
