/** Two people, two browsers: a room is opened, a node handed over, and both see it without a reload. */
import assert from "node:assert/strict";
import { sharedAccount } from "./find.mjs";
import { enter, eventually, read, signIn } from "./stage.mjs";

export const name = "hand-off between two browsers";
export const demo = true;

async function openRoom(page, account, title) {
  await page.goto(`/accounts/${account.id}`);
  await page.getByRole("button", { name: "打开作战室" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("标题").fill(title);
  await dialog.getByLabel("金额").fill("3600000");
  await dialog.getByRole("button", { name: "打开", exact: true }).click();
  await page.getByRole("heading", { name: title }).waitFor();
  await page.waitForURL(/\/deals\/\d+$/);
  return Number(new URL(page.url()).pathname.split("/").at(-1));
}

/** Hands a node over with the defaults: the hand-off button, the receiver as proposed or chosen, send. */
async function handOff(page, receiver) {
  await page.getByRole("button", { name: "交接" }).click();
  const dialog = page.getByRole("dialog");
  const field = dialog.getByRole("combobox", { name: "接收人" });
  if ((await field.inputValue()) !== receiver.name) {
    await field.fill(receiver.name);
    await page.getByRole("option", { name: receiver.name }).click();
  }
  await dialog.getByRole("button", { name: "发送" }).click();
  await dialog.waitFor({ state: "hidden" });
}

const accountable = (rows, node) => rows.find((row) => row.node_id === node && row.duty === "A").person_id;

export async function journey({ browser, server }) {
  const giver = await enter(browser, server, { who: "AR" });
  const receiver = await enter(browser, server, { who: "SR", language: "en" });
  await Promise.all([signIn(giver.page, "ar@demo.example"), signIn(receiver.page, "sr@demo.example")]);
  const ar = (await read(giver.page, "/session")).data;
  const sr = (await read(receiver.page, "/session")).data;
  const account = await sharedAccount(giver.page, { AR: ar.id, SR: sr.id });

  const deal = await openRoom(giver.page, account, "两地三中心改造");
  const room = (await read(giver.page, `/deals/${deal}`)).data;
  const rows = room.responsibilities;
  const node = room.stages.flatMap((stage) => stage.nodes).find(({ id, briefing }) => !briefing && accountable(rows, id) === ar.id);
  await giver.page.locator(`[data-node="${node.id}"]`).click();
  await giver.page.getByRole("button", { name: "开始", exact: true }).click();
  await giver.page.locator(`[data-node="${node.id}"][data-status="active"]`).waitFor();
  await giver.page.evaluate(() => (window.isSamePage = true));
  await receiver.page.evaluate(() => (window.isSamePage = true));
  const before = (await read(giver.page, `/deals/${deal}/responsibilities`)).at;
  await handOff(giver.page, sr);
  await giver.page.getByText(`等待 ${sr.name} 答复`).waitFor();

  const toast = receiver.page.locator("[data-toast]").filter({ hasText: node.name.en });
  await toast.waitFor();
  await eventually(async () => assert.match(await receiver.page.title(), /^\(\d+\)/, "the tab says how many wait"));
  const icon = "/icon-unread.svg";
  // A pinned tab shows a dot.
  await receiver.page.locator(`link[rel=icon][href="${icon}"]`).waitFor({ state: "attached" });
  const drawn = await receiver.page.evaluate(async (path) => (await fetch(path)).headers.get("Content-Type"), icon);
  assert.match(drawn, /svg/);
  await toast.getByRole("button", { name: /^Accept/ }).click();
  await toast.waitFor({ state: "hidden" });

  assert.ok(await receiver.page.evaluate(() => window.isSamePage), "the toast came without a reload");

  await giver.page.getByText(`等待 ${sr.name} 答复`).waitFor({ state: "hidden" });
  await giver.page.locator(`[data-node="${node.id}"][data-owner="${sr.id}"]`).waitFor();
  await receiver.page.goto(`/deals/${deal}?node=${node.id}`);
  await receiver.page.locator(`[data-node="${node.id}"][data-owner="${sr.id}"]`).waitFor();
  assert.ok(await giver.page.evaluate(() => window.isSamePage), "the giver's page was never reloaded");

  const then = (await read(giver.page, `/deals/${deal}/responsibilities?at=${encodeURIComponent(before)}`)).data;
  const now = (await read(giver.page, `/deals/${deal}/responsibilities`)).data;
  assert.equal(accountable(then, node.id), ar.id);
  assert.equal(accountable(now, node.id), sr.id);
  await giver.page.goto(`/deals/${deal}?tab=team&at=${encodeURIComponent(before)}`);
  await giver.page.getByText("与现在不同").first().waitFor();

  await giver.page.goto(`/deals/${deal}?tab=activity`);
  await giver.page.getByText(`接受了「${node.name.zh}」`).waitFor();
  assert.deepEqual([...giver.complaints, ...receiver.complaints], []);
}
