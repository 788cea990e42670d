/** A text pasted from Word keeps its headings, lists, joined cells and boxes in both browsers and in the Markdown. */
import assert from "node:assert/strict";
import { WORD_HTML } from "../src/testing/word.ts";
import { dealOf } from "./find.mjs";
import { enter, eventually, read, signIn, write } from "./stage.mjs";

export const name = "a text pasted from Word";
export const demo = true;

const saved = (page) => page.locator('[data-saved="saved"][data-can-write="true"]').waitFor();

function paste(page, html) {
  return page.locator(".note-text").evaluate((target, said) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", said);
    clipboardData.setData("text/plain", "plain");
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, html);
}

const shape = (page) =>
  page.locator(".note-text").evaluate((text) =>
    [...text.querySelectorAll("h1, h2, li, th, td, a")].map((each) => {
      const { tagName, dataset, colSpan, rowSpan } = each;
      const joined = colSpan > 1 || rowSpan > 1 ? ` ${colSpan}x${rowSpan}` : "";
      return `${tagName}${joined} ${dataset.checked ?? ""}${each.querySelector("p, div")?.textContent ?? each.textContent}`.trim();
    }),
  );

export async function journey({ browser, server }) {
  const left = await enter(browser, server, { who: "AR" });
  const right = await enter(browser, server, { who: "SR" });
  await Promise.all([signIn(left.page, "ar@demo.example"), signIn(right.page, "sr@demo.example")]);
  const people = await Promise.all([left, right].map(async ({ page }) => (await read(page, "/session")).data.id));
  const room = await dealOf(left.page, people);
  const { data: note } = await write(left.page, "POST", `/deals/${room.id}/notes`, { body: { title: "来自 Word" } });
  const address = `/deals/${room.id}?tab=notes&note=${note.id}`;
  await Promise.all([left.page.goto(address), right.page.goto(address)]);
  await Promise.all([saved(left.page), saved(right.page)]);

  await left.page.locator(".note-text").click();
  await paste(left.page, WORD_HTML);
  await right.page.locator(".note-text").filter({ hasText: "标书" }).waitFor();
  await saved(left.page);

  await eventually(async () => assert.deepEqual(await shape(left.page), await shape(right.page)));
  assert.deepEqual(await shape(left.page), [
    "H1 拜访纪要",
    "H2 客户要什么",
    "LI 数据留在本地",
    "LI 审计可查",
    "LI 备份两份",
    "LI 四套系统并一套",
    "TH 2x1 阶段",
    "TH 负责|R",
    "TD 1x2 KD1.1",
    "TD 线索",
    "TD 王总",
    "TD 立项",
    "TD",
    "LI false发会议纪要",
    "LI true约机房",
    "A 标书",
  ]);
  await eventually(async () => {
    const { markdown } = (await read(left.page, `/notes/${note.id}/markdown`)).data;
    assert.match(markdown, /\| \*\*阶段\*\* \|  \| 负责\\\|R \|/);
    assert.match(markdown, /- \[ \] 发会议纪要\n- \[x\] 约机房/);
  });
  assert.deepEqual([...left.complaints, ...right.complaints], []);
}
