/** Two people write in one note at once, one of them goes offline and comes back, and a version is restored. */
import assert from "node:assert/strict";
import { dealOf } from "./find.mjs";
import { same, textOf } from "./note-text.mjs";
import { enter, read, signIn } from "./stage.mjs";

export const name = "a note written by two browsers";
export const demo = true;

const editor = (page) => page.locator('[data-can-write="true"] .note-text');
const saved = (page) => page.locator('[data-saved="saved"][data-can-write="true"]').waitFor();

async function saying(page, words) {
  await page.locator(".note-text").filter({ hasText: words }).waitFor();
}

export async function journey({ browser, server }) {
  const left = await enter(browser, server, { who: "AR" });
  const right = await enter(browser, server, { who: "SR", language: "en" });
  await Promise.all([signIn(left.page, "ar@demo.example"), signIn(right.page, "sr@demo.example")]);
  const ar = (await read(left.page, "/session")).data;
  const sr = (await read(right.page, "/session")).data;
  const { id: deal } = await dealOf(left.page, [ar.id, sr.id]);
  const title = `双人笔记 ${Date.now()}`;
  await left.page.goto(`/deals/${deal}?tab=notes`);
  await left.page.getByRole("button", { name: /新建笔记|开始写/ }).click();
  const dialog = left.page.getByRole("dialog");
  await dialog.getByLabel("标题").fill(title);
  await dialog.getByText("首次拜访").click();
  await dialog.getByRole("button", { name: "开始写" }).click();
  await left.page.getByRole("heading", { name: title }).waitFor();
  await left.page.waitForURL((url) => url.searchParams.has("note"));
  const note = new URL(left.page.url()).searchParams.get("note");
  await right.page.goto(`/deals/${deal}?tab=notes&note=${note}`);
  await Promise.all([saved(left.page), saved(right.page)]);

  await editor(left.page).click();
  await left.page.keyboard.press("Control+End");
  await left.page.keyboard.type("hello from the left");
  await saying(right.page, "hello from the left");
  await right.page.locator(".note-caret-name").filter({ hasText: ar.name }).waitFor();

  await editor(right.page).locator("p").nth(0).click();
  await right.page.keyboard.press("End");
  await Promise.all([
    left.page.keyboard.type(" AAAAAAAAAA"),
    right.page.keyboard.type(" BBBBBBBBBB"),
  ]);
  await Promise.all([saying(left.page, "BBBBBBBBBB"), saying(right.page, "AAAAAAAAAA")]);
  await same(left.page, right.page);

  await left.page.keyboard.press("Control+z");
  await right.page.locator(".note-text").filter({ hasNotText: "AAAAAAAAAA" }).waitFor();
  await saying(left.page, "BBBBBBBBBB");
  await left.page.keyboard.press("Control+Shift+z");
  await saying(right.page, "AAAAAAAAAA");
  await same(left.page, right.page);

  await right.context.setOffline(true);
  await right.page.locator('output[data-saved="offline"]').waitFor();
  await right.page.keyboard.type(" written offline");
  await left.page.keyboard.type(" meanwhile");
  await right.context.setOffline(false);
  await saying(left.page, "written offline");
  await saying(right.page, "meanwhile");
  await saved(right.page);
  await same(left.page, right.page);

  await left.page.getByRole("button", { name: "版本" }).click();
  await left.page.getByLabel("当前版本的名称").fill("拜访后");
  await left.page.getByRole("button", { name: "保留", exact: true }).click();
  await left.page.getByRole("button", { name: /拜访后/ }).waitFor();
  await left.page.keyboard.press("Escape");
  await editor(left.page).click();
  await left.page.keyboard.press("Control+End");
  await left.page.keyboard.type(" and too much");
  await saying(right.page, "and too much");
  await saved(left.page);
  await left.page.getByRole("button", { name: "版本" }).click();
  await left.page.getByRole("button", { name: /拜访后/ }).click();
  await left.page.getByRole("button", { name: "恢复这个版本" }).click();
  await right.page.locator(".note-text").filter({ hasNotText: "and too much" }).waitFor();
  await same(right.page, left.page);
  assert.match(await textOf(left.page), /hello from the left/);
  assert.deepEqual([...left.complaints, ...right.complaints].filter((line) => !/ERR_INTERNET_DISCONNECTED/.test(line)), []);
}
