/** No screen breaks a rule of axe, in either language, appearance or width, and the console stays silent. */
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import { landmarks, show } from "./landmarks.mjs";
import { SCREENS } from "./screens.mjs";
import { enter, signIn } from "./stage.mjs";

export const name = "axe on every screen";
export const demo = true;

const PEOPLE = ["ar", "sr", "fr", "lead", "admin"];

/** Returns what axe finds on the page as it is, in both appearances. */
async function findings(page, label) {
  const found = [];
  for (const scheme of ["light", "dark"]) {
    // oxlint-disable-next-line no-await-in-loop
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    // oxlint-disable-next-line no-await-in-loop
    await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor({ state: "attached" });
    // There are no frames here, so axe needs no second page to join their results.
    // oxlint-disable-next-line no-await-in-loop
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    for (const { id, nodes } of violations)
      found.push(...nodes.map((node) => `${label} ${scheme}: ${id} ${node.target.join(" ")} ${node.failureSummary}`));
  }
  return found;
}

async function walk(browser, server, look) {
  const { page, context, complaints } = await enter(browser, server, { ...look, who: `${look.person} ${look.language}` });
  const label = `${look.language} ${look.width}`;
  await page.goto("/");
  await page.locator("form").waitFor();
  const found = look.person === "ar" ? await findings(page, `sign-in ${label}`) : [];
  await signIn(page, `${look.person}@demo.example`);
  const marks = await landmarks(page);
  for (const screen of SCREENS.filter(({ who }) => (who ?? "ar") === look.person)) {
    // oxlint-disable-next-line no-await-in-loop
    await show(page, screen, marks);
    // oxlint-disable-next-line no-await-in-loop
    found.push(...(await findings(page, `${screen.name} ${label}`)));
    // oxlint-disable-next-line no-await-in-loop
    await screen.after?.(page);
  }
  await context.close();
  // Chromium itself reports a line that is cut and a refusal that is shown; anything else would be ours.
  return [...found, ...complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED|WebSocket|status of 412/.test(line))];
}

export async function journey({ browser, server }) {
  const looks = ["zh", "en"].flatMap((language) => [1280, 390].map((width) => ({ language, width })));
  const found = [];
  for (const look of looks) {
    const walks = PEOPLE.map((person) => walk(browser, server, { ...look, person }));
    // oxlint-disable-next-line no-await-in-loop
    found.push(...(await Promise.all(walks)).flat());
  }
  assert.deepEqual(found, []);
}
