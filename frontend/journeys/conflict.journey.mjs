/** A change that somebody else was faster with is taken back with the reason, and what was typed is kept. */
import assert from "node:assert/strict";
import { beFaster } from "./faster.mjs";
import { sharedItems } from "./find.mjs";
import { enter, eventually, read, signIn, write } from "./stage.mjs";

export const name = "two who change the same thing";
export const demo = true;

const ITEMS = "**/api/checklist-items/*";
const ACCOUNTS = "**/api/accounts/*";

/** What a field says once the answer of the server has reached it. */
const hasValue = (field, text, why) => eventually(async () => assert.equal(await field.inputValue(), text, why));

const evidence = (text) => ({ kind: "text", text, url: "" });

/** Two people add evidence at once: keeping mine keeps theirs, too. */
async function keepEvidence({ page, row, item, other }) {
  await row.getByLabel("说明", { exact: true }).fill("我的证据");
  await beFaster(page, ITEMS, async () => {
    const { data } = await read(other.page, `/checklist-items/${item.id}`);
    await write(other.page, "PATCH", `/checklist-items/${item.id}`, { body: { evidence: [...data.evidence, evidence("对方的证据")] }, version: data.version });
  });
  await row.getByRole("button", { name: "添加证据" }).click();
  await row.locator("[data-conflict]").waitFor();
  await hasValue(row.getByLabel("说明", { exact: true }), "我的证据", "what was typed is back in its field");
  await row.getByRole("button", { name: "采用我的" }).click();
  await row.locator("[data-conflict]").waitFor({ state: "hidden" });
  await row.getByText("我的证据", { exact: true }).waitFor();
  // What is kept stands on screen before the server has answered.
  await eventually(async () => {
    const texts = (await read(page, `/checklist-items/${item.id}`)).data.evidence.map(({ text }) => text);
    assert.deepEqual(texts.slice(-2), ["对方的证据", "我的证据"]);
  });
  await hasValue(row.getByLabel("说明", { exact: true }), "", "and gone from it once it is there");
}

/** An account that my leader changes while I type: field by field mine or theirs, and nothing of either is lost unseen. */
async function keepAccount({ browser, server, page }) {
  const lead = await enter(browser, server, { who: "lead" });
  await signIn(lead.page, "lead@demo.example");
  const { data } = await read(page, "/accounts?mine=true&limit=200");
  const replies = await Promise.all(data.map(({ id }) => read(lead.page, `/accounts/${id}`)));
  const mine = await Promise.all(data.map(({ id }) => read(page, `/accounts/${id}`)));
  const place = data.findIndex((_, n) => replies[n].can?.includes("edit") && mine[n].can?.includes("edit"));
  const { id } = data[place];
  await page.goto(`/accounts/${id}`);
  await page.getByRole("button", { name: "编辑客户" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("行业").fill("我写的行业");
  await dialog.getByLabel("区域").fill("我写的区域");
  await beFaster(page, ACCOUNTS, async () => {
    const { data: now } = await read(lead.page, `/accounts/${id}`);
    await write(lead.page, "PATCH", `/accounts/${id}`, { body: { region: "主管写的区域" }, version: now.version });
  });
  await dialog.getByRole("button", { name: "保存" }).click();
  const who = (await read(lead.page, "/session")).data.name;
  await dialog.getByText(`${who} 于`).waitFor();
  await eventually(async () => assert.equal(await dialog.getByLabel("区域").inputValue(), "我写的区域", "what was typed stays"));
  await dialog.getByRole("button", { name: "对比" }).click();
  await dialog.locator("[data-compare]").getByText("主管写的区域").waitFor();
  await dialog.getByRole("checkbox", { name: "采用我的区域" }).uncheck();
  await dialog.getByRole("button", { name: "采用我的" }).click();
  await dialog.waitFor({ state: "detached" });
  await eventually(async () => {
    const now = (await read(page, `/accounts/${id}`)).data;
    assert.deepEqual([now.industry, now.region], ["我写的行业", "主管写的区域"]);
  });
  assert.deepEqual(lead.complaints, []);
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
  const theirs = ({ id, version }, change) => async () => {
    // On screen before the server has answered.
    if (change.note === undefined) await row({ id }).and(page.locator("[data-state=done]")).waitFor();
    await write(other.page, "PATCH", `/checklist-items/${id}`, { body: change, version });
  };

  await beFaster(page, ITEMS, theirs(ticked, { state: "not_applicable", reason: "客户已有" }));
  await row(ticked).locator("label").click();
  await row(ticked).getByText(`${people[1].name} 于`).waitFor();
  await row(ticked).and(page.locator("[data-state=not_applicable]")).waitFor();
  await row(ticked).getByText("您的更改：已完成").waitFor();
  await row(ticked).getByRole("button", { name: "采用对方的" }).click();
  await row(ticked).locator("[data-conflict]").waitFor({ state: "hidden" });

  await row(noted).locator("button[aria-expanded]").click();
  const field = row(noted).getByLabel("备注", { exact: true });
  await field.fill("我写的话");
  await beFaster(page, ITEMS, theirs(noted, { note: "对方写的话" }));
  await row(noted).getByRole("button", { name: "保存备注" }).click();
  await row(noted).locator("[data-conflict]").waitFor();
  await row(noted).getByText("对方写的话").waitFor();
  await eventually(async () => assert.equal(await field.inputValue(), "我写的话", "what was typed is kept"));
  await row(noted).getByRole("button", { name: "对比" }).click();
  const both = row(noted).locator("[data-compare] tbody td");
  await eventually(async () => assert.deepEqual(await both.allInnerTexts(), ["我写的话", "对方写的话"], "mine and theirs, side by side"));
  // Put together by hand: mine is what stands in the field now.
  await field.fill("我写的话，还有他的");
  await both.filter({ hasText: "还有他的" }).waitFor();
  assert.deepEqual(await both.allInnerTexts(), ["我写的话，还有他的", "对方写的话"], "and mine stays what stands in the field");
  await row(noted).getByRole("button", { name: "采用我的" }).click();
  await row(noted).locator("[data-conflict]").waitFor({ state: "hidden" });
  await row(noted).getByText("对方写的话").waitFor({ state: "hidden" });
  await eventually(async () => assert.equal((await read(page, `/checklist-items/${noted.id}`)).data.note, "我写的话，还有他的"));
  await eventually(async () => assert.equal(await field.inputValue(), "我写的话，还有他的"));

  await keepEvidence({ page, row: row(noted), item: noted, other });
  await keepAccount({ browser, server, page });

  assert.deepEqual(other.complaints, []);
  // Chromium itself reports each refusal; anything else would be ours.
  assert.deepEqual(me.complaints.filter((line) => !/status of 412/.test(line)), []);
}
