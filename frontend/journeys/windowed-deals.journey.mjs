/** Of many deals only the rows near the screen are drawn, and every one is reached by scrolling and by the keyboard. */
import assert from "node:assert/strict";
import { enter, eventually, read, signIn, write } from "./stage.mjs";
import { seen } from "./keys.mjs";

export const name = "many deals: few are drawn, all are reached";
export const demo = true;

const MANY = 120;
const IN_HALF_A_YEAR = new Date(Date.now() + 182 * 86_400_000).toISOString().slice(0, 10);

/** What is drawn: the numbers of the rows, and whether something of them covers the middle of the window. */
function drawn(page) {
  return page.evaluate(() => {
    const rows = [...document.querySelectorAll("tbody tr[aria-rowindex]")];
    const over = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    const table = document.querySelector("table[aria-rowcount]");
    return {
      numbers: rows.map((row) => Number(row.getAttribute("aria-rowindex"))),
      middle: Number(over?.closest("tr[aria-rowindex]")?.getAttribute("aria-rowindex") ?? 0),
      count: Number(table.getAttribute("aria-rowcount")),
      height: table.getBoundingClientRect().height,
    };
  });
}

function isInARow(numbers) {
  assert.deepEqual(numbers, numbers.map((_, place) => numbers[0] + place), "no row is left out between two");
}

/** Opens rooms until the list has so many. */
async function fill(page) {
  const { data: accounts } = await read(page, "/accounts?mine=true&limit=5");
  const { data: playbooks } = await read(page, "/playbooks");
  const body = { account_id: accounts[0].id, playbook: playbooks[0].code, amount: 100_000, currency: "CNY", closes_on: IN_HALF_A_YEAR };
  for (let number = 1; number <= MANY; number += 1)
    // One after the other: they are deeds of one person.
    // oxlint-disable-next-line no-await-in-loop
    await write(page, "POST", "/deals", { body: { ...body, title: `第 ${number} 个商机` } });
}

/** Scrolls to where it loads more until all has come. */
async function scrollToTheEnd(page, expected) {
  await eventually(async () => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    const { numbers, count } = await drawn(page);
    assert.deepEqual([count - 1, numbers.at(-1)], [expected, expected + 1], "the last row is drawn");
  });
}

async function scroll(page, expected) {
  await scrollToTheEnd(page, expected);
  const end = await drawn(page);
  assert.ok(end.numbers.length < expected / 2, `${end.numbers.length} of ${expected} rows are drawn`);
  let height = null;
  for (const part of [0.75, 0.5, 0.25, 0]) {
    // oxlint-disable-next-line no-await-in-loop
    await page.evaluate((share) => window.scrollTo(0, document.documentElement.scrollHeight * share), part);
    // oxlint-disable-next-line no-await-in-loop
    await eventually(async () => {
      const now = await drawn(page);
      isInARow(now.numbers);
      assert.ok(now.middle > 1, "where I look there is a row");
      assert.ok(now.numbers.length < expected / 2, `${now.numbers.length} of ${expected} rows are drawn`);
      height ??= now.height;
      assert.equal(now.height, height, "the table is as high as all of its rows, whichever are drawn");
    });
  }
}

const focused = (page) => page.evaluate(() => Number(document.activeElement?.closest("tr")?.getAttribute("aria-rowindex") ?? 0));

/** Tab leads from the first row to the last, through each. */
async function tabThrough(page, expected) {
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.locator("tbody tr[aria-rowindex='2'] a").first().focus();
  let row = 2;
  // Two links a row.
  for (let pressed = 0; row < expected + 1 && pressed < expected * 2 + 2; pressed += 1) {
    // oxlint-disable-next-line no-await-in-loop
    await page.keyboard.press("Tab");
    // oxlint-disable-next-line no-await-in-loop
    await seen(page, `Tab in row ${row}`);
    // oxlint-disable-next-line no-await-in-loop
    const next = await focused(page);
    assert.ok(next === row || next === row + 1, `after row ${row} comes the next, not ${next}`);
    row = next;
  }
  assert.equal(row, expected + 1);
}

export async function journey({ browser, server }) {
  const { page, complaints } = await enter(browser, server, { who: "AR" });
  await signIn(page, "ar@demo.example");
  const before = (await read(page, "/deals?limit=200")).data.length;
  await fill(page);
  const expected = before + MANY;
  await page.goto("/deals");
  await page.locator("tbody tr[aria-rowindex]").first().waitFor();
  await scroll(page, expected);
  await tabThrough(page, expected);

  await page.keyboard.press("Enter");
  await page.waitForURL(/\/deals\/\d+$/);
  await page.goBack();
  await page.locator("tbody tr[aria-rowindex]").first().waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await scroll(page, expected);
  assert.deepEqual(complaints, []);
}
