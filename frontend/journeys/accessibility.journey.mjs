/** No screen breaks a rule of axe, in either language, appearance or width, and the console stays silent. */
import assert from "node:assert/strict";
import axe from "axe-core";
import { landmarks, show } from "./landmarks.mjs";
import { SCREENS } from "./screens.mjs";
import { enter, signIn } from "./stage.mjs";

export const name = "axe on every screen";
export const demo = true;

const PEOPLE = ["ar", "sr", "fr", "lead", "admin"];

/** The rules whose answer changes with the appearance; all others ask about structure and words alone. */
const OF_COLOUR = ["color-contrast", "link-in-text-block"];
const OTHER = { light: "dark", dark: "light" };

function ask(page, rules) {
  const options = { resultTypes: ["violations"], ...(rules ? { runOnly: { type: "rule", values: rules } } : {}) };
  return page.evaluate(async (wanted) => {
    const { violations } = await window.axe.run(document, wanted);
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.target.join(" ")} ${node.failureSummary}`));
  }, options);
}

/** Returns what is wrong with the page as it is: all rules in one appearance, those of colour in the other. */
async function findings(page, look, label) {
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  await page.evaluate(axe.source);
  const first = (await ask(page, null)).map((said) => `${label} ${look.scheme}: ${said}`);
  look.scheme = OTHER[look.scheme];
  await page.emulateMedia({ colorScheme: look.scheme, reducedMotion: "reduce" });
  await page.locator(`html[data-mantine-color-scheme=${look.scheme}]`).waitFor({ state: "attached" });
  const second = (await ask(page, OF_COLOUR)).map((said) => `${label} ${look.scheme}: ${said}`);
  return [...(isWide ? [`${label}: wider than its window`] : []), ...first, ...second];
}

async function walk(browser, server, { person, ...look }) {
  const { page, context, complaints } = await enter(browser, server, { ...look, who: `${person} ${look.language}` });
  const label = `${look.language} ${look.width}`;
  await page.goto("/");
  await page.locator("form").waitFor();
  const found = person === "ar" ? await findings(page, look, `sign-in ${label}`) : [];
  await signIn(page, `${person}@demo.example`);
  const marks = await landmarks(page);
  for (const screen of SCREENS.filter(({ who }) => (who ?? "ar") === person)) {
    // oxlint-disable-next-line no-await-in-loop
    await show(page, screen, marks);
    // oxlint-disable-next-line no-await-in-loop
    found.push(...(await findings(page, look, `${screen.name} ${label}`)));
    // oxlint-disable-next-line no-await-in-loop
    await screen.after?.(page);
  }
  await context.close();
  // Chromium itself reports a line that is cut and a refusal that is shown; anything else would be ours.
  return [...found, ...complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED|WebSocket|status of 412/.test(line))];
}

export async function journey({ browser, server }) {
  const looks = ["zh", "en"].flatMap((language) => [1280, 390].map((width) => ({ language, width, scheme: "light" })));
  const found = [];
  for (const look of looks) {
    const walks = PEOPLE.map((person) => walk(browser, server, { ...look, person }));
    // oxlint-disable-next-line no-await-in-loop
    found.push(...(await Promise.all(walks)).flat());
  }
  assert.deepEqual(found, []);
}
