/** What a device keeps of notes: merged after a restored backup by hand only, wiped at sign-out, rescued at a removal. */
import assert from "node:assert/strict";
import { copyToAnotherLife } from "./device.mjs";
import { dealOf } from "./find.mjs";
import { keeps } from "./note-text.mjs";
import { calm, enter, eventually, read, signIn, write } from "./stage.mjs";

export const name = "what a device keeps of a note";
export const demo = true;

const saved = (page) => page.locator('[data-saved="saved"][data-can-write="true"]').waitFor();
const kept = (page) =>
  page.evaluate(async () => [
    ...(await indexedDB.databases()).map(({ name: title }) => title),
    ...Object.keys(localStorage).filter((key) => key.startsWith("triangle.note.")),
  ]);

/** A device's copy of another life of the note stays a copy: its words can be taken, and reach nobody. */
async function anotherLife(page, address, note) {
  await page.evaluate(copyToAnotherLife, note);
  await page.goto(address);
  await page.getByText("笔记从备份恢复过").waitFor();
  await eventually(async () => assert.equal(await page.locator(".note-text").getAttribute("contenteditable"), "false"));
  await page.getByRole("button", { name: "复制我的文字" }).click();
  await page.getByText("文字已复制").waitFor();
  await eventually(async () => assert.match(await page.evaluate(() => navigator.clipboard.readText()), /只给我看/));
  await page.getByRole("button", { name: "打开现在的笔记" }).click();
  await saved(page);
}

async function signOut(page) {
  // What the page still asks for while somebody signs out is refused, and Chromium reports it.
  await calm(page);
  await page.getByRole("button", { name: /的菜单$/ }).click();
  await page.getByRole("menuitem", { name: "退出登录" }).click();
  await page.locator("input[name=email]").waitFor();
}

/** Takes the SR out of the room while they type; their last words can still be copied, and nothing else is there. */
async function removal(left, right, room, sr) {
  const people = (await read(left.page, "/people?limit=200")).data;
  const stranger = people.find((each) => each.is_active && !each.is_guest && !room.members.includes(each.id)).id;
  await right.page.locator(".note-text").click();
  await right.page.keyboard.press("Control+End");
  const typing = (async () => {
    // Typed until they are out, however long that takes.
    // oxlint-disable-next-line no-await-in-loop
    while ((await right.page.locator(".note-text").count()) > 0) await right.page.keyboard.type("最后的话");
  })();
  for (const { role, person_id: person } of room.seats) {
    if (person !== sr) continue;
    // One seat after the other: the last one takes them out of the room.
    // oxlint-disable-next-line no-await-in-loop
    const { version } = (await read(left.page, `/deals/${room.id}`)).data;
    // oxlint-disable-next-line no-await-in-loop
    await write(left.page, "PUT", `/deals/${room.id}/seats/${role}`, { body: { person_id: stranger, reason: "调岗" }, version });
  }
  await right.page.getByRole("heading", { name: "您已离开这个作战室" }).waitFor();
  await typing;
  await right.page.getByRole("button", { name: "复制刚才在写的笔记" }).click();
  await right.page.getByText("文字已复制").waitFor();
  await eventually(async () => assert.match(await right.page.evaluate(() => navigator.clipboard.readText()), /最后的话/));
}

export async function journey({ browser, server }) {
  const left = await enter(browser, server, { who: "AR" });
  const right = await enter(browser, server, { who: "SR" });
  await Promise.all([left, right].map(({ context }) => context.grantPermissions(["clipboard-read", "clipboard-write"])));
  await Promise.all([signIn(left.page, "ar@demo.example"), signIn(right.page, "sr@demo.example")]);
  const [ar, sr] = await Promise.all([left, right].map(async ({ page }) => (await read(page, "/session")).data.id));
  const room = await dealOf(left.page, [ar, sr]);
  const { data: note } = await write(left.page, "POST", `/deals/${room.id}/notes`, { body: { title: "本机" } });
  const address = `/deals/${room.id}?tab=notes&note=${note.id}`;
  await Promise.all([left.page.goto(address), right.page.goto(address)]);
  await Promise.all([saved(left.page), saved(right.page)]);
  await left.page.locator(".note-text").click();
  await left.page.keyboard.type("只给我看");
  await keeps(left.page, note.id, "只给我看");
  assert.ok((await kept(left.page)).some((each) => each.startsWith(`triangle.note.${ar}.${note.id}.`)), "a copy is kept");

  await anotherLife(left.page, address, note.id);
  await signOut(left.page);
  await eventually(async () => assert.deepEqual(await kept(left.page), [], "nothing of a note is left on the device"));
  await signIn(left.page, "sr@demo.example");
  await left.page.goto(address);
  await saved(left.page);
  assert.ok((await kept(left.page)).every((each) => !each.includes(`.${ar}.${note.id}`)), "another person opens their own copy");
  await signOut(left.page);
  await signIn(left.page, "ar@demo.example");

  await removal(left, right, room, sr);
  assert.deepEqual(left.complaints, []);
}
