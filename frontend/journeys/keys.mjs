/** A person without a mouse: what they press, and that the focus is always somewhere to be seen. */
import assert from "node:assert/strict";
import { eventually } from "./stage.mjs";

const FAR = 220;
/** So many of the last places are told of a way that led nowhere. */
const TRAIL = 12;

/** What has the focus, in words, or what is wrong with it. */
function focusIn(page) {
  return page.evaluate(() => {
    const now = document.activeElement;
    if (!now || now === document.body) return { wrong: "lost" };
    const said = `${now.tagName.toLowerCase()} "${(now.getAttribute("aria-label") ?? now.textContent ?? "").trim().slice(0, 40)}"`;
    // A field shows by its border that it has the focus; the parts of a time within it are the browser's own.
    const isField = now.matches("input:not([type=radio], [type=checkbox]), textarea");
    if (!isField && !now.matches(":focus-visible")) return { wrong: `not shown on ${said}` };
    // A field that is drawn by its label has no size of its own to speak of.
    const drawn = now.matches("input[type=radio], input[type=checkbox]") ? (now.closest("label") ?? now.parentElement) : now;
    const { width, height, top, bottom, left, right } = drawn.getBoundingClientRect();
    if (width === 0 || height === 0) return { wrong: `on ${said}, which nobody sees` };
    if (bottom < 0 || top > innerHeight || right < 0 || left > innerWidth) return { wrong: `on ${said}, outside of the window` };
    return { said };
  });
}

/** Fails unless something that can be seen has the focus, once the page has done what it was asked for. */
export function seen(page, after) {
  return eventually(async () => {
    const now = await focusIn(page);
    assert.equal(now.wrong, undefined, `the focus after ${after}: ${now.wrong}`);
    return now.said;
  });
}

/** Presses keys one after the other and looks where the focus is after each. */
export async function press(page, ...keys) {
  for (const key of keys) {
    // oxlint-disable-next-line no-await-in-loop
    await page.keyboard.press(key);
    // oxlint-disable-next-line no-await-in-loop
    await seen(page, key);
  }
}

/** Waits until what a locator finds has the focus. */
export const isFocused = (locator, why) =>
  eventually(async () => assert.ok(await locator.evaluate((each) => each === document.activeElement), why));

/** Waits until something within a dialog, a menu or a panel has the focus: the next key is for it. */
export const isIn = (locator) =>
  eventually(async () => assert.ok(await locator.evaluate((each) => each.contains(document.activeElement)), "the focus is in what was opened"));

const isOn = (locator) => locator.evaluateAll((found) => found.some((each) => each === document.activeElement));

const isBeyond = (page) => page.evaluate(() => document.activeElement === document.body);

/** Goes on by Tab, or back by Shift+Tab, until one of what a locator finds has the focus: whatever it is, it can be reached. */
export async function tabTo(page, locator, { key = "Tab", far = FAR } = {}) {
  await locator.first().waitFor({ state: "attached" });
  const trail = [];
  for (let pressed = 0; pressed < far; pressed += 1) {
    // oxlint-disable-next-line no-await-in-loop
    if (await isOn(locator)) return;
    // oxlint-disable-next-line no-await-in-loop
    await page.keyboard.press(key);
    // Past the last thing the browser itself has its turn: the next key is back on the page.
    // oxlint-disable-next-line no-await-in-loop
    if (await isBeyond(page)) await page.keyboard.press(key);
    // oxlint-disable-next-line no-await-in-loop
    trail.push(await seen(page, key));
  }
  // A circle of a few is a trap; one of many, with what was looked for missing, is a thing that cannot be reached.
  const [last, round] = [trail.slice(-TRAIL), new Set(trail).size];
  assert.fail(`${far} times ${key} do not lead to ${locator}, but to ${round} others, the last of them ${last.join(", ")}`);
}

/** Reaches a thing and does it. */
export async function act(page, locator, key = "Enter", options) {
  await tabTo(page, locator, options);
  await page.keyboard.press(key);
}

/** Types into the field that a dialog gives the focus to, once it has. */
export async function typeIn(page, dialog, text) {
  await dialog.locator("input:focus, textarea:focus").waitFor();
  await page.keyboard.type(text);
}

/** Goes to a page by its keys: the second follows the first as quickly as from a hand, however long the page takes over it. */
export async function go(page, letter, path) {
  await Promise.all([page.keyboard.press("g"), page.keyboard.press(letter)]);
  await page.waitForURL(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
}

/** Signs in without a mouse. */
export async function signInByKeys(page, email) {
  await page.goto("/");
  await page.locator("form").waitFor();
  await tabTo(page, page.locator("input[name=email]"));
  await page.keyboard.type(email);
  await tabTo(page, page.locator("input[name=password]"));
  await page.keyboard.type("triangle");
  await page.keyboard.press("Enter");
  await page.locator("nav").waitFor();
}
