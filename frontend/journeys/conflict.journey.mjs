/** A change that somebody else was faster with is taken back with the reason, and what was typed is kept. */
import assert from "node:assert/strict";
import { sharedItems } from "./find.mjs";
import { enter, read, signIn, write } from "./stage.mjs";

export const name = "a tick that is refused";
export const demo = true;

/** Lets the other person change the item while this page's change is on its way. */
async function beFaster(page, item, change) {
  await page.route(
    "**/api/checklist-items/*",
    async (route) => {
      await change(item);
      await route.continue();
    },
    { times: 1 },
  );
}

export async function journey({ browser, server }) {
  const me = await enter(browser, server, { who: "AR" });
  const other = await enter(browser, server, { who: "SR" });
  await Promise.all([signIn(me.page, "ar@demo.example"), signIn(other.page, "sr@demo.example")]);
  const people = await Promise.all([me, other].map(async ({ page }) => (await read(page, "/session")).data));
  const { deal, node, items } = await sharedItems(me.page, people.map(({ id }) => id));
  const [ticked, noted] = items;
  const { page } = me;
  await page.goto(`/deals/${deal}?node=${node.id}`);
  const row = (item) => page.locator(`[data-item="${item.id}"]`);
  const theirs = (change) => async ({ id, version }) => {
    // On screen before the server has answered.
    if (change.note === undefined) await row({ id }).and(page.locator("[data-state=done]")).waitFor();
    await write(other.page, "PATCH", `/checklist-items/${id}`, { body: change, version });
  };

  await beFaster(page, ticked, theirs({ state: "not_applicable", reason: "客户已有" }));
  await row(ticked).locator("label").click();
  await row(ticked).getByText(`${people[1].name} 于`).waitFor();
  await row(ticked).and(page.locator("[data-state=not_applicable]")).waitFor();
  await row(ticked).getByText("您的更改：已完成").waitFor();
  await row(ticked).getByRole("button", { name: "采用对方的" }).click();
  await row(ticked).locator("[data-conflict]").waitFor({ state: "hidden" });

  await row(noted).locator("button[aria-expanded]").click();
  const field = row(noted).getByLabel("备注", { exact: true });
  await field.fill("我写的话");
  await beFaster(page, noted, theirs({ note: "对方写的话" }));
  await row(noted).getByRole("button", { name: "保存备注" }).click();
  await row(noted).locator("[data-conflict]").waitFor();
  await row(noted).getByText("对方写的话").waitFor();
  assert.equal(await field.inputValue(), "我写的话", "what was typed is kept");
  await row(noted).getByRole("button", { name: "采用我的" }).click();
  await row(noted).locator("[data-conflict]").waitFor({ state: "hidden" });
  await row(noted).getByText("对方写的话").waitFor({ state: "hidden" });
  assert.equal((await read(page, `/checklist-items/${noted.id}`)).data.note, "我写的话");

  assert.deepEqual(other.complaints, []);
  // Chromium itself reports each refusal; anything else would be ours.
  assert.deepEqual(me.complaints.filter((line) => !/status of 412/.test(line)), []);
}
