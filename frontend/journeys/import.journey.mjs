/** Accounts from a file: columns guessed, every row's problem named, imported, the rest taken away; again adds nothing. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { enter, eventually, read, signIn, write } from "./stage.mjs";

export const name = "accounts from a file";
export const demo = true;

const ROWS = 230;
const line = (n) => `导入客户 ${n},大客户,直销,电子,sr@demo.example`;
const text = [
  "公司名称,客户类型,Channel,行业,方案经理",
  ...Array.from({ length: ROWS }, (_, n) => line(n)),
  "没有类型的,巨型,直销,,",
  line(1),
  ",大客户,直销,,nobody@demo.example",
].join("\r\n");

async function choose(page) {
  await page.goto("/accounts/import");
  const chooser = page.waitForEvent("filechooser");
  await page.locator("[data-choose]").click();
  await (await chooser).setFiles({ name: "客户.csv", mimeType: "text/csv", buffer: Buffer.from(`\uFEFF${text}`) });
}

export async function journey({ browser, server }) {
  const me = await enter(browser, server, { who: "AR" });
  const { page } = me;
  await signIn(page, "ar@demo.example");
  await choose(page);
  await page.getByRole("button", { name: `导入 ${ROWS} 个客户` }).waitFor();
  await page.getByText("“巨型”不是类型，可填：大客户 / 中小客户").waitFor();
  await page.getByText("客户名称：请填写").waitFor();
  await page.getByText("找不到“nobody@demo.example”").waitFor();
  await page.getByText("重复 1", { exact: true }).click();
  await page.getByText("与第 3 行重复").waitFor();

  await page.locator("[data-import]").click();
  await page.getByText(`已导入 ${ROWS} 个客户`).first().waitFor({ timeout: 60_000 });
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "下载没有导入的行" }).click();
  const rest = (await readFile(await (await saved).path(), "utf8")).trim().split("\r\n");
  assert.equal(rest.length, 4, "the headings and three rows");
  assert.match(rest[1], /没有类型的,巨型.*大客户/);
  const found = await read(page, `/accounts?q=${encodeURIComponent("导入客户")}&limit=200`);
  assert.equal(found.data.length, 200);
  assert.ok(found.data[0].seats.some(({ role }) => role === "SR"));

  await choose(page);
  await page.getByRole("button", { name: "导入 0 个客户" }).waitFor();
  await eventually(async () => assert.ok(await page.locator("[data-import]").isDisabled(), "nothing is left to add"));
  await takeBack(page);
  assert.deepEqual(me.complaints, []);
}

/** A small file, imported and taken back; the account that somebody has used by then stays. */
async function takeBack(page) {
  await page.goto("/accounts/import");
  const chooser = page.waitForEvent("filechooser");
  await page.locator("[data-choose]").click();
  const rows = ["客户名称", "误导入甲", "误导入乙", "误导入丙"].join("\r\n");
  await (await chooser).setFiles({ name: "误.csv", mimeType: "text/csv", buffer: Buffer.from(`\uFEFF${rows}`) });
  await page.locator("[data-import]:not(:disabled)").click();
  await page.getByText("已导入 3 个客户").first().waitFor();
  await page.getByRole("button", { name: "撤销", exact: true }).waitFor();
  const find = async () => (await read(page, `/accounts?q=${encodeURIComponent("误导入")}`)).data;
  const used = (await find()).find(({ name: each }) => each === "误导入乙");
  await write(page, "POST", `/accounts/${used.id}/contacts`, { body: { name: "李总" } });
  await page.locator("[data-undo-import]").click();
  await page.locator("[data-taken-back='2']").getByText("误导入乙").waitFor();
  assert.deepEqual((await find()).map(({ name: each }) => each), ["误导入乙"]);
}
