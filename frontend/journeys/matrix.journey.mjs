/** A leader reads the matrix by keyboard, travels to the past and back, and sees a change the moment it happens. */
import assert from "node:assert/strict";
import { go } from "./keys.mjs";
import { atRest, calm, enter, eventually, read, signIn } from "./stage.mjs";

export const name = "matrix: keyboard, past, comparison, gaps, live, export";
export const demo = true;

const grid = (page) => page.getByRole("grid");

async function activeText(page) {
  return page.evaluate(() => {
    const id = document.querySelector("[role=grid]")?.getAttribute("aria-activedescendant");
    return id ? (document.getElementById(id)?.textContent ?? null) : null;
  });
}

/** Does a deed by HTTP as the person of a page, with their session and the version that they saw. */
function put(page, path, body, version) {
  return page.evaluate(
    async ([url, sent, seen]) => {
      const { csrf } = await (await fetch("/api/session")).json();
      const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf, "If-Match": `"${seen}"` };
      return (await fetch(url, { method: "PUT", headers, body: JSON.stringify(sent) })).status;
    },
    [`/api${path}`, body, version],
  );
}

async function byKeyboard(page) {
  await page.locator("h1").click();
  await go(page, "m", "**/matrix");
  await page.locator("[data-node-line]").first().waitFor();
  await calm(page);
  await grid(page).focus();
  await page.keyboard.press("ArrowDown");
  const first = await atRest(page, activeText);
  assert.ok(first, "a line is chosen");
  await page.keyboard.press("PageDown");
  await eventually(async () => assert.ok(![null, first].includes(await activeText(page)), "the keyboard moves"));
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowDown");
  await eventually(async () => assert.equal(await activeText(page), first, "and comes back"));
}

async function throughTime(page) {
  const back = page.locator("button[aria-keyshortcuts=',']:not([disabled])");
  // The key goes where the button goes, once the server has told which moment that is.
  await back.waitFor();
  await grid(page).focus();
  await page.keyboard.press(",");
  await page.locator("[data-past] [data-node-line]").first().waitFor();
  await page.waitForURL((url) => url.searchParams.has("at"));
  const once = new URL(page.url()).searchParams.get("at");
  assert.ok(once, "the past is in the address");
  // At once: where this moment's neighbours are may still be asked for.
  await page.keyboard.press(",");
  await page.waitForFunction((at) => new URL(location.href).searchParams.get("at") < at, once);
  await page.keyboard.press("n");
  await page.waitForFunction(() => !new URL(location.href).searchParams.has("at"));
  await page.locator("[data-past]").first().waitFor({ state: "detached" });
}

async function liveInTheRoom(browser, server, page) {
  const { page: other } = await enter(browser, server, { who: "AR" });
  await signIn(other, "ar@demo.example");
  const mine = (await read(other, "/deals?status=open&limit=50")).data;
  const rooms = await Promise.all(mine.map(({ id }) => read(other, `/deals/${id}`)));
  const room = rooms.find(({ can }) => can.includes("assign_seat")).data;
  await page.goto(`/deals/${room.id}?tab=matrix`);
  await page.locator("[data-proof=whole]").waitFor();
  const inside = new Set(room.responsibilities.map((row) => row.person_id));
  const people = (await read(other, "/people?limit=200")).data;
  const fresh = people.find(({ id, is_active, is_guest }) => is_active && !is_guest && !inside.has(id));
  assert.equal(await put(other, `/deals/${room.id}/seats/SR`, { person_id: fresh.id, reason: "调岗" }, room.version), 200);
  await page.getByRole("columnheader", { name: fresh.name }).waitFor();
  await page.getByRole("button", { name: "对比" }).click();
  await page.locator("[data-change=came]").first().waitFor();
}

/** A gap is repaired in a dialog over the list, and leaves the list by itself. */
async function fixInPlace(page) {
  const gaps = page.locator("[data-rule=fulfilment_missing]");
  await gaps.first().waitFor();
  const before = await atRest(page, () => gaps.count());
  await gaps.first().locator("[data-fix]").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox").fill("陈强");
  await page.getByRole("option", { name: "陈强" }).first().click();
  await dialog.locator("[type=submit]").click();
  await dialog.waitFor({ state: "detached" });
  await page.waitForFunction((n) => document.querySelectorAll("[data-rule=fulfilment_missing]").length === n, before - 1);
}

export async function journey({ browser, server }) {
  const { page, complaints } = await enter(browser, server, { who: "leader" });
  await signIn(page, "lead@demo.example");
  await byKeyboard(page);
  await throughTime(page);

  await page.goto("/matrix?view=gaps");
  await fixInPlace(page);

  await page.goto("/matrix");
  await page.locator("[data-node-line]").first().waitFor();
  await page.getByRole("button", { name: "导出" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Excel" }).click()]);
  assert.match(download.suggestedFilename(), /^triangle-matrix-.*\.xlsx$/);

  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  assert.ok((await page.locator("table tbody tr").count()) > 100, "paper gets every line that was read");
  await eventually(async () => {
    const { heads } = await read(page, "/matrix?limit=200");
    assert.ok((await page.locator("table tfoot").innerText()).includes(heads), "paper says which history it was made from");
  });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.locator("html[data-mantine-color-scheme=dark]").waitFor({ state: "attached" });
  const ink = await page.locator("table caption").evaluate((caption) => getComputedStyle(caption).color);
  assert.equal(ink, "rgb(26, 35, 48)", "paper is light, also for who works in the dark");
  assert.equal(await page.locator("button:visible").count(), 0, "and shows nothing that only a hand can press");
  await page.emulateMedia({ media: null, colorScheme: "light" });
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await grid(page).waitFor();

  await liveInTheRoom(browser, server, page);
  assert.deepEqual(complaints, []);
}
