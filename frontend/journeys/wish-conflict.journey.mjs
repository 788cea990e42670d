/** My wishes about notices, changed on two devices at once: mine, theirs, or field by field, and nothing of either is lost unseen. */
import assert from "node:assert/strict";
import { beFaster, choiceIsOpen } from "./faster.mjs";
import { enter, eventually, read, signIn, write } from "./stage.mjs";

export const name = "wishes about notices that are changed on two devices at once";
export const demo = true;

const WISH = "**/api/notification-wish";
const save = (page) => page.getByRole("button", { name: "保存", exact: true }).click();
const quietFrom = (page) => page.getByLabel("免打扰开始", { exact: true });
const quietUntil = (page) => page.getByLabel("免打扰结束", { exact: true });
const conflict = (page) => page.locator("[data-conflict]");

/** Writes some of my wishes on the other device. */
async function wishElsewhere(page, change) {
  const { channels, quiet_from, quiet_until, digest_at, version } = (await read(page, "/notification-wish")).data;
  await write(page, "PUT", "/notification-wish", { body: { channels, quiet_from, quiet_until, digest_at, ...change }, version });
}

const kept = async (page) => {
  const { quiet_from: from, quiet_until: until } = (await read(page, "/notification-wish")).data;
  return [from?.slice(0, 5), until?.slice(0, 5)];
};

/** Fills both times and is refused, because the other device was faster with one of them. */
async function collide(page, other, mine, theirs) {
  await quietFrom(page).fill(mine[0]);
  await quietUntil(page).fill(mine[1]);
  await beFaster(page, WISH, () => wishElsewhere(other, theirs), "PUT");
  await save(page);
  await choiceIsOpen(page);
  await page.unroute(WISH);
  await eventually(async () =>
    assert.deepEqual([await quietFrom(page).inputValue(), await quietUntil(page).inputValue()], mine, "what was typed stays"),
  );
}

export async function journey({ browser, server }) {
  const desk = await enter(browser, server, { who: "desk" });
  const phone = await enter(browser, server, { who: "phone", width: 390 });
  await Promise.all([desk, phone].map(({ page }) => signIn(page, "ar@demo.example")));
  await wishElsewhere(phone.page, { quiet_from: "19:30:00", quiet_until: "06:30:00" });
  await Promise.all([desk, phone].map(({ page }) => page.goto("/me/notifications")));
  await Promise.all([desk, phone].map(({ page }) => quietFrom(page).waitFor()));
  const { page } = desk;

  await collide(page, phone.page, ["21:15", "07:15"], { quiet_from: "20:30:00" });
  const row = (words) => page.locator("[data-compare] tr").filter({ hasText: words });
  await eventually(async () => assert.deepEqual(await row("免打扰开始").locator("td").allInnerTexts(), ["21:15", "20:30"]));
  await page.getByRole("checkbox", { name: "采用我的免打扰开始" }).uncheck();
  await page.getByRole("button", { name: "采用我的" }).click();
  await conflict(page).waitFor({ state: "detached" });
  await eventually(async () => assert.deepEqual(await kept(page), ["20:30", "07:15"], "theirs where I let go, mine elsewhere"));
  await eventually(async () => assert.equal(await quietFrom(page).inputValue(), "20:30"));
  await eventually(async () => assert.equal(await quietUntil(phone.page).inputValue(), "07:15", "the phone is told without asking"));

  await collide(page, phone.page, ["22:45", "06:45"], { quiet_until: "08:00:00" });
  await page.getByRole("button", { name: "采用对方的" }).click();
  await conflict(page).waitFor({ state: "detached" });
  await eventually(async () => assert.deepEqual([await quietFrom(page).inputValue(), await quietUntil(page).inputValue()], ["20:30", "08:00"]));
  assert.deepEqual(await kept(page), ["20:30", "08:00"], "taking theirs sends nothing");

  await collide(page, phone.page, ["23:10", "06:10"], { quiet_from: "19:00:00" });
  await page.getByRole("button", { name: "采用我的", exact: true }).click();
  await conflict(page).waitFor({ state: "detached" });
  await eventually(async () => assert.deepEqual(await kept(page), ["23:10", "06:10"]));

  assert.deepEqual(phone.complaints, []);
  // Chromium itself reports each refusal; anything else would be ours.
  assert.deepEqual(desk.complaints.filter((line) => !/status of 412/.test(line)), []);
}
