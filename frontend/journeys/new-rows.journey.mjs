/** What others add while somebody reads further down waits above, is counted, and pushes nothing. */
import assert from "node:assert/strict";
import { atRest, calm, enter, eventually, read as ask, signIn, write } from "./stage.mjs";

export const name = "new rows push nothing";
export const demo = true;

export async function journey({ browser, server }) {
  const me = await enter(browser, server, { who: "AR" });
  const other = await enter(browser, server, { who: "SR" });
  const { page } = me;
  await Promise.all([signIn(page, "ar@demo.example"), signIn(other.page, "sr@demo.example")]);
  await page.setViewportSize({ width: 390, height: 500 });
  await page.goto("/accounts");
  await page.locator("tbody tr[aria-rowindex]").first().waitFor();
  await calm(page);
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  // What comes next to a list that is scrolled to its end has come.
  await calm(page);
  const last = await page.locator("[aria-rowcount]").getAttribute("aria-rowcount");
  const read = page.locator(`tbody tr[aria-rowindex='${last}'] th a`);
  const before = await atRest(page, async () => ({ text: await read.innerText(), top: (await read.boundingBox()).y }));

  const { id } = (await ask(page, "/session")).data;
  for (const each of ["000 新客户甲", "000 新客户乙"]) {
    await write(other.page, "POST", "/accounts", { body: { name: each, seats: { SP: id } } });
  }
  const pill = page.locator("[data-new-rows='2']");
  await pill.waitFor();
  const same = page.getByRole("link", { name: before.text, exact: true });
  const after = { text: await same.innerText(), top: (await same.boundingBox()).y };
  assert.deepEqual(after, before, "what is read stays where it is");

  await pill.click();
  await page.getByText("000 新客户甲").waitFor();
  await page.locator("[data-new-rows]").waitFor({ state: "hidden" });
  await eventually(async () => assert.equal(await page.evaluate(() => window.scrollY), 0));
  assert.deepEqual([...me.complaints, ...other.complaints], []);
}
