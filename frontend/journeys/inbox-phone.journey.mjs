/** On a phone the inbox goes on as far as it is scrolled, to its very last hand-off. */
import assert from "node:assert/strict";
import { nodesOf, rooms } from "./find.mjs";
import { enter, read, signIn, write } from "./stage.mjs";

export const name = "a phone's inbox has no end before its last hand-off";
export const demo = true;

/** More than a list has elements for at first, and more than its next step brings. */
const MANY = 30;

/** Hands nodes to somebody until so many wait for them. */
async function fillInbox(giver, receiver, id) {
  let waiting = (await read(receiver, "/inbox")).data.length;
  for (const { data } of await rooms(giver)) {
    for (const node of nodesOf(data).filter(({ status }) => ["waiting", "active"].includes(status))) {
      if (waiting >= MANY) return;
      // Each in its turn: they are deeds of one person.
      // oxlint-disable-next-line no-await-in-loop
      const { can, data: known } = await read(giver, `/nodes/${node.id}`);
      if (!can.includes("offer") || known.briefing) continue;
      // oxlint-disable-next-line no-await-in-loop
      await write(giver, "POST", `/nodes/${node.id}/handoffs`, { body: { receiver_ids: [id], kind: "transfer", message: "请接手" } });
      waiting += 1;
    }
  }
}

export async function journey({ browser, server }) {
  const giver = await enter(browser, server, { who: "AR" });
  const receiver = await enter(browser, server, { who: "SR", width: 390 });
  const { page } = receiver;
  await Promise.all([signIn(giver.page, "ar@demo.example"), signIn(page, "sr@demo.example")]);
  await fillInbox(giver.page, page, (await read(page, "/session")).data.id);
  await page.goto("/inbox");
  assert.ok(await page.evaluate(() => matchMedia("(hover: none)").matches), "a phone knows no hovering");
  await page.locator("li[data-handoff]").first().waitFor();
  const waiting = (await read(page, "/inbox")).data.length;
  assert.ok(waiting > 20, "there are more than a list begins with");
  await page.waitForFunction(
    (count) => {
      window.scrollTo(0, document.documentElement.scrollHeight);
      return document.querySelectorAll("li[data-handoff]").length === count;
    },
    waiting,
    { polling: 100 },
  );
  assert.deepEqual([...giver.complaints, ...receiver.complaints], []);
}
