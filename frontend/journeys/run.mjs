/** Runs the journeys, one after the other, each on its own server; a word on the command line chooses some of them. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { heard, openBrowser, startServer } from "./stage.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith(".journey.mjs"))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));

async function run(file, browser) {
  const { name, demo, journey, prepare } = await import(here + file);
  // What a journey needs beside its server, and the settings that tell the server of it.
  const settings = await prepare?.();
  const server = await startServer({ demo, ...(settings ? { settings } : {}) });
  const began = Date.now();
  try {
    await journey({ browser, server });
    console.log(`journey: ok    ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    return true;
  } catch (error) {
    const pages = browser.contexts().flatMap((context) => context.pages());
    const shots = await Promise.all(pages.map((page, place) => shoot(page, `${file}-${place}`)));
    console.error(`journey: FAIL  ${name}\n${error.stack ?? error}\nlook at: ${shots.join(" ")}`);
    for (const page of pages) console.error((heard.get(page) ?? []).join("\n"));
    console.error(`--- server ---\n${server.log().slice(-2000)}`);
    return false;
  } finally {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await server.stop();
  }
}

async function shoot(page, shot) {
  const path = `${here}../test-results/${shot}.png`;
  await page.screenshot({ path });
  return path;
}

if (files.length === 0) throw new Error(`no journey is called ${wanted.join(" ")}`);
const browser = await openBrowser();
const results = [];
// One after the other: they share two processors with their servers.
// oxlint-disable-next-line no-await-in-loop
for (const file of files) results.push(await run(file, browser));
await browser.close();
process.exit(results.every(Boolean) ? 0 : 1);
