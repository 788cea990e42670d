/** The month of who is away, on a phone and by keyboard alone: it begins at today, and an absence is chosen and its deputy read. */
import assert from "node:assert/strict";
import { atRest, enter, eventually, signIn } from "./stage.mjs";

export const name = "who is away this month, on a phone and by keyboard";
export const demo = true;

const MOST_TABS = 40;

/** Presses Tab until something is focused that fits. */
async function tabTo(page, selector) {
  for (let count = 0; count < MOST_TABS; count += 1) {
    // One key after the other.
    // oxlint-disable-next-line no-await-in-loop
    await page.keyboard.press("Tab");
    // oxlint-disable-next-line no-await-in-loop
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`${MOST_TABS} times Tab did not reach ${selector}`);
}

const placeOf = (page, selector) => page.locator(selector).first().evaluate((element) => element.getBoundingClientRect().toJSON());

export async function journey({ browser, server }) {
  const { page, complaints } = await enter(browser, server, { width: 390, who: "leader" });
  await signIn(page, "lead@demo.example");
  await page.goto("/away?span=month");
  await page.locator("[data-bar]").first().waitFor();
  const places = () => Promise.all([placeOf(page, "[data-calendar] th"), placeOf(page, "[data-calendar] th[aria-current]")]);
  const [names, today] = await atRest(page, places);
  assert.ok(today.left >= names.right - 1 && today.right <= 390, `today stands at ${today.left}–${today.right}, behind the names or outside`);

  // By keyboard alone: to the month, a step back and forward again, to a bar, and its line opens.
  await page.locator("h1").click();
  await tabTo(page, "[aria-label='下个月']");
  const first = await page.locator("[data-calendar]").getAttribute("data-calendar");
  await page.keyboard.press("Enter");
  await page.locator(`[data-calendar]:not([data-calendar="${first}"])`).waitFor();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await page.locator(`[data-calendar="${first}"] [data-bar]`).first().waitFor();
  await tabTo(page, "[data-bar]");
  await eventually(async () => {
    const [bar, column] = await Promise.all([placeOf(page, "[data-bar]:focus"), placeOf(page, "[data-calendar] th")]);
    assert.ok(bar.right > column.right && bar.left < 390, "what has the focus can be seen beside the names");
  });
  const chosen = await page.evaluate(() => document.activeElement.getAttribute("data-bar"));
  await page.keyboard.press("Enter");
  await page.locator(`[data-calendar] [data-absence="${chosen}"]`).waitFor();
  await page.keyboard.press("Space");
  await page.locator(`[data-calendar] [data-absence="${chosen}"]`).waitFor({ state: "detached" });
  assert.deepEqual(complaints, []);
}
