/** What a hand expects of an editor: blocks by the keyboard, tables that grow and can be left, links, versions to look at. */
import assert from "node:assert/strict";
import { dealOf } from "./find.mjs";
import { keeps } from "./note-text.mjs";
import { enter, eventually, read, signIn } from "./stage.mjs";

export const name = "writing with tables, links and blocks by the keyboard";
export const demo = true;

const ADDRESS = "https://example.com/a/b";
const saved = (page) => page.locator('[data-saved="saved"][data-can-write="true"] .note-text').waitFor();
const menu = (page) => page.locator("[role=listbox]");
const noteOf = (page) => new URL(page.url()).searchParams.get("note");

/** The note as lines of what each block is and says, without carets and buttons. */
function outline(page) {
  return page.locator(".note-text").evaluate((text) =>
    [...text.children].map((block) => {
      const tag = block.classList.contains("tableWrapper") ? "table" : block.tagName.toLowerCase();
      return `${tag} ${block.textContent}`.trim();
    }),
  );
}

const reads = (page, wanted, place) =>
  eventually(async () => assert.deepEqual(place === undefined ? await outline(page) : (await outline(page)).at(place), wanted));

/** Clicks into a cell and types: no key before the editor knows of the click, which nobody's hand is fast enough for. */
async function typeInto(page, cell, letter) {
  await cell.click();
  await page.keyboard.type(letter);
  await cell.filter({ hasText: letter }).waitFor();
}

/** A new note goes on in its text; blocks come by the slash, in Chinese too, and by Markdown. */
async function blocks(page) {
  await page.locator("[data-new-note], [data-begin-note]").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill(`手感 ${Date.now()}`);
  await dialog.locator("button[type=submit]").click();
  await saved(page);
  await page.locator(".note-text:focus").waitFor();
  await page.keyboard.type("11/25 and/or a@b https://x.example/y ");
  assert.equal(await menu(page).count(), 0, "signs inside words open nothing");
  await page.keyboard.press("Enter");
  await page.keyboard.insertText("、");
  await menu(page).waitFor();
  await page.keyboard.type("bt");
  await page.keyboard.press("Enter");
  await page.keyboard.type("结论");
  await page.keyboard.press("Enter");
  await page.keyboard.type("/quo");
  await menu(page).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.type("原话");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await reads(page, ["p 11/25 and/or a@b https://x.example/y", "h2 结论", "blockquote 原话", "p"]);
}

/** A table by the slash: its cells by the keyboard, rows and columns from the toolbar, and the way out of it. */
async function tables(page) {
  const size = () => page.locator(".note-text table").evaluate((table) => `${table.rows.length}x${table.rows[0].cells.length}`);
  const hasSize = (wanted, why) => eventually(async () => assert.equal(await size(), wanted, why));
  const change = async (which) => {
    await page.getByRole("button", { name: "表格", exact: true }).click();
    await page.getByRole("menuitem", { name: which, exact: true }).click();
  };
  await page.keyboard.type("/表格");
  await menu(page).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.type("a");
  await page.keyboard.press("Tab");
  await page.keyboard.type("b");
  await hasSize("3x3");
  // A line follows a table at the end.
  await reads(page, "p", -1);
  await change("下方加一行");
  await hasSize("4x3");
  await change("右侧加一列");
  await hasSize("4x4");
  await change("删除这一列");
  await hasSize("4x3");
  await change("删除这一行");
  await hasSize("3x3");
  await typeInto(page, page.locator(".note-text td").last(), "c");
  await page.keyboard.press("Tab");
  await hasSize("4x3", "Tab in the last cell adds a row");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.type("under");
  await reads(page, "p under", -1);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Backspace");
  await page.getByRole("button", { name: "插入" }).click();
  await page.getByRole("menuitem", { name: "表格", exact: true }).click();
  await page.locator(".note-text table").waitFor();
  await page.locator(".note-text > p").last().click();
  await page.keyboard.press("Backspace");
  await typeInto(page, page.locator(".note-text th").first(), "h");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.type("above");
  await reads(page, "p above", 0);
  await typeInto(page, page.locator(".note-text td").last(), "d");
  await change("删除表格");
  await eventually(async () => assert.equal(await page.locator(".note-text table").count(), 0));
}

/** An address pasted over words becomes theirs, the dialog changes it, and a click opens it. */
async function links({ page, context }) {
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("our site");
  await page.keyboard.press("Shift+Home");
  await page.evaluate((address) => navigator.clipboard.writeText(address), ADDRESS);
  await page.keyboard.press("Control+v");
  const link = page.locator(".note-text a");
  await eventually(async () => assert.deepEqual([await link.textContent(), await link.getAttribute("href")], ["our site", ADDRESS]));
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByLabel("地址").fill("javascript:alert(1)");
  await page.getByText("地址以 http://").waitFor();
  await eventually(async () => assert.ok(await page.getByRole("dialog").locator("button[type=submit]").isDisabled()));
  await page.getByRole("dialog").getByLabel("地址").fill("https://example.com/c");
  await page.keyboard.press("Enter");
  await page.locator('.note-text a[href="https://example.com/c"]').waitFor();
  await context.route("https://example.com/**", (route) => route.fulfill({ body: "there" }));
  const [opened] = await Promise.all([context.waitForEvent("page"), link.click()]);
  assert.equal(opened.url().replace("about:blank", "https://example.com/c"), "https://example.com/c");
  await opened.close();
}

/** A version is compared word by word, looked at as it was, and gone back to. */
async function versions(page) {
  await page.locator(".note-text").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("- 周五前给我一句话");
  await keeps(page, noteOf(page), "周五前给我一句话");
  await saved(page);
  await page.locator("[data-versions]").click();
  await page.getByLabel("当前版本的名称").fill("原来");
  await page.getByRole("button", { name: "保留", exact: true }).click();
  await page.getByRole("button", { name: /^原来/ }).click();
  await page.getByText("与现在相同").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".note-text p").last().click();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.insertText("准");
  await keeps(page, noteOf(page), "准");
  await saved(page);
  await page.locator("[data-versions]").click();
  await page.getByRole("button", { name: /^原来/ }).click();
  const changed = page.locator("[data-version] [data-kind=changed]");
  await eventually(async () => assert.deepEqual(await changed.locator("ins").allTextContents(), ["准"]));
  assert.equal(await changed.locator("del").count(), 0);
  await page.getByText("当时的样子", { exact: true }).click();
  await eventually(async () => assert.equal(await page.locator("[data-preview] .note-text li").textContent(), "周五前给我一句话"));
  await eventually(async () => assert.equal(await page.locator("[data-preview] .note-text").getAttribute("contenteditable"), "false"));
  await page.getByRole("button", { name: "恢复这个版本" }).click();
  await page.locator("[data-saved] .note-text").filter({ hasNotText: "准" }).waitFor();
}

export async function journey({ browser, server }) {
  const left = await enter(browser, server, { who: "AR" });
  const { page, context } = left;
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, "ar@demo.example");
  const me = (await read(page, "/session")).data.id;
  const room = await dealOf(page, [me]);
  await page.goto(`/deals/${room.id}?tab=notes`);
  await blocks(page);
  await tables(page);
  await links(left);
  await versions(page);
  // The editor's own remark when a version takes the line away in which the caret was.
  assert.deepEqual(left.complaints.filter((line) => !/TextSelection endpoint/.test(line)), []);
}
