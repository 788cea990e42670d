/** A task of a note becomes a line of a node's checklist: once, said to everybody, and with a way to it. */
import assert from "node:assert/strict";
import { dealOf, nodesOf } from "./find.mjs";
import { enter, read, signIn, write } from "./stage.mjs";

export const name = "a task of a note on a checklist";
export const demo = true;

const saved = (page) => page.locator('[data-saved="saved"][data-can-write="true"]').waitFor();
const task = (page, words) => page.locator('li[data-checked]').filter({ hasText: words });

async function itemsOf(page, node) {
  return (await read(page, `/nodes/${node}`)).data.checklist.map(({ text }) => text.zh);
}

export async function journey({ browser, server }) {
  const left = await enter(browser, server, { who: "AR" });
  const right = await enter(browser, server, { who: "SR", language: "en", scheme: "dark" });
  await Promise.all([signIn(left.page, "ar@demo.example"), signIn(right.page, "sr@demo.example")]);
  const people = await Promise.all([left, right].map(async ({ page }) => (await read(page, "/session")).data.id));
  const room = await dealOf(left.page, people);
  const { data: note } = await write(left.page, "POST", `/deals/${room.id}/notes`, { body: { title: "行动项", template: "visit" } });
  const address = `/deals/${room.id}?tab=notes&note=${note.id}`;
  await Promise.all([left.page.goto(address), right.page.goto(address)]);
  await Promise.all([saved(left.page), saved(right.page)]);

  const minutes = task(left.page, "发会议纪要");
  await minutes.locator("p").click();
  await left.page.keyboard.press("End");
  await left.page.keyboard.type("给王总");
  await task(right.page, "发会议纪要给王总").waitFor();
  await minutes.getByRole("button", { name: "加入检查清单" }).click();
  const dialog = left.page.getByRole("dialog");
  await dialog.getByLabel("加入哪个节点的检查清单").click();
  const wanted = nodesOf(room).find(({ status }) => status === "waiting") ?? nodesOf(room).find(({ status }) => status === "active");
  await left.page.getByRole("option", { name: new RegExp(`^${wanted.code} `) }).click();
  await dialog.getByRole("button", { name: "添加" }).click();

  await minutes.getByRole("button", { name: "已在检查清单" }).waitFor();
  const told = task(right.page, "发会议纪要给王总");
  await told.getByRole("button", { name: "On the checklist" }).waitFor();
  assert.equal((await itemsOf(left.page, wanted.id)).filter((text) => text === "发会议纪要给王总").length, 1);
  const again = await write(right.page, "POST", `/notes/${note.id}/items`, { body: { place: 0, text: "发会议纪要给王总", node_id: wanted.id } });
  assert.equal(again.data.node_id, wanted.id);
  assert.equal((await itemsOf(left.page, wanted.id)).filter((text) => text === "发会议纪要给王总").length, 1);

  await left.page.getByRole("button", { name: "查看节点" }).click();
  await left.page.locator(`[data-panel="${wanted.id}"] [data-item]`).filter({ hasText: "发会议纪要给王总" }).waitFor();
  await told.getByRole("button", { name: "On the checklist" }).click();
  await right.page.locator(`[data-panel="${wanted.id}"] [data-item]`).filter({ hasText: "发会议纪要给王总" }).waitFor();
  assert.deepEqual([...left.complaints, ...right.complaints], []);
}
