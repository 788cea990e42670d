/** An entry of the activity has an address of its own: what it changed, before and after, is there for whoever opens it. */
import assert from "node:assert/strict";
import { rooms } from "./find.mjs";
import { isFocused } from "./keys.mjs";
import { enter, eventually, read, signIn, write } from "./stage.mjs";

export const name = "an entry by its address";
export const demo = true;

/** Gives a deal another title by the API, and returns the number of the entry that tells of it. */
async function rename(page, { id, version }, title) {
  await write(page, "PATCH", `/deals/${id}`, { body: { title }, version });
  const path = `/streams/deal:${id}/entries`;
  const { head } = await read(page, `${path}?after=0&limit=1`);
  const { data } = await read(page, `${path}?after=${Math.max(0, head - 20)}&limit=20`);
  return data.findLast(({ type, data: told }) => type === "deal.edited" && told.deal.title === title).seq;
}

const entryIn = (page) => new URL(page.url()).searchParams.get("entry");

/** Each line of the panel: what, before, after. */
const linesOf = (panel) =>
  panel.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map(({ innerText }) => innerText.trim())));

export async function journey({ browser, server }) {
  const { page, complaints } = await enter(browser, server, { who: "AR" });
  await signIn(page, "ar@demo.example");
  const { data: deal } = (await rooms(page)).find(({ can }) => can.includes("edit"));
  const seq = await rename(page, deal, "改过的标题");
  const link = page.locator(`a[data-link="${seq}"]`);
  const panel = page.locator(`[data-entry="${seq}"]`);

  await page.goto(`/deals/${deal.id}?tab=activity`);
  await link.click();
  await page.waitForURL((url) => url.searchParams.get("entry") === String(seq));
  await panel.locator("table").waitFor();
  const told = [["标题", deal.title, "改过的标题"]];
  await eventually(async () => assert.deepEqual(await linesOf(panel), told, "what it changed, and nothing else"));
  await isFocused(panel, "the focus is on what was opened");

  await page.reload();
  await panel.locator("table").waitFor();
  assert.equal(entryIn(page), String(seq));
  await eventually(async () => assert.deepEqual(await linesOf(panel), told, "the address says the same again"));

  // Its number is on the list again: there is where the focus goes back to.
  await link.waitFor();
  await panel.getByRole("button", { name: "关闭" }).click();
  await panel.waitFor({ state: "detached" });
  await eventually(() => assert.equal(entryIn(page), null));
  await isFocused(link, "and the focus is back on its number");

  // From the very end of the list, what is opened comes on screen.
  const last = page.locator("a[data-link]").last();
  await last.scrollIntoViewIfNeeded();
  await last.click();
  const opened = page.locator("[data-entry]");
  await opened.locator("p[title]").waitFor();
  await eventually(async () => {
    const { top, height } = await opened.evaluate((each) => ({ top: each.getBoundingClientRect().top, height: innerHeight }));
    assert.ok(top >= -1 && top < height, `the entry begins on screen, not at ${top}`);
  });
  assert.deepEqual(complaints, []);
}
