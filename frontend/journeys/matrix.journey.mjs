/** A leader reads the matrix by keyboard, travels to the past and back, and sees a change the moment it happens. */
import assert from "node:assert/strict";
import { enter, read, signIn } from "./stage.mjs";

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
  await page.locator("body").click();
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await page.locator("[data-node-line]").first().waitFor();
  assert.equal(new URL(page.url()).pathname, "/matrix");
  await grid(page).focus();
  await page.keyboard.press("ArrowDown");
  const first = await activeText(page);
  await page.keyboard.press("PageDown");
  assert.notEqual(await activeText(page), first, "the keyboard moves");
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowDown");
  assert.equal(await activeText(page), first, "and comes back");
}

async function throughTime(page) {
  const back = page.locator("button[aria-keyshortcuts=',']:not([disabled])");
  // The key goes where the button goes, once the server has told which moment that is.
  await back.waitFor();
  await grid(page).focus();
  await page.keyboard.press(",");
  await page.locator("[data-past] [data-node-line]").first().waitFor();
  const once = new URL(page.url()).searchParams.get("at");
  assert.ok(once, "the past is in the address");
  // The answer about the neighbours of this moment is what the next key needs.
  await back.waitFor();
  await page.waitForFunction(async (at) => (await (await fetch(`/api/matrix/moments?at=${at}`)).json()).previous !== null, once);
  await page.waitForLoadState("networkidle");
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

export async function journey({ browser, server }) {
  const { page, complaints } = await enter(browser, server, { who: "leader" });
  await signIn(page, "lead@demo.example");
  await byKeyboard(page);
  await throughTime(page);

  await page.goto("/matrix?view=gaps");
  await page.locator("[data-rule=fulfilment_missing]").getByRole("link").click();
  await page.waitForURL(/tab=team/);

  await page.goto("/matrix");
  await page.locator("[data-node-line]").first().waitFor();
  await page.getByRole("button", { name: "导出" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Excel" }).click()]);
  assert.match(download.suggestedFilename(), /^triangle-matrix-.*\.xlsx$/);

  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  assert.ok((await page.locator("table tbody tr").count()) > 100, "paper gets every line that was read");
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await grid(page).waitFor();

  await liveInTheRoom(browser, server, page);
  assert.deepEqual(complaints, []);
}
