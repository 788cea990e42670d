/** Somebody is away: the mail about a hand-off reaches their deputy, who answers by its link without signing in. */
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { nodeToGive } from "./find.mjs";
import { openMailbox } from "./mailbox.mjs";
import { enter, read, signIn, write } from "./stage.mjs";

export const name = "a deputy answers by the link in a mail";
export const demo = true;

// Ten seconds in which news is gathered, and fifteen between two looks of the worker, on a busy machine.
const PATIENCE = 90_000;
let box;

export async function prepare() {
  box = await openMailbox();
  return { TRIANGLE_MAIL_URL: box.url, TRIANGLE_MAIL_FROM: "triangle@demo.example" };
}

/** Waits for a mail to somebody that has a link to answer by under a line with some words, and returns its path. */
async function answerLink(address, words) {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    const texts = box.mails.filter(({ to }) => to.includes(address)).map(({ text }) => text);
    const lines = texts.flatMap((text) => text.split("\n"));
    const place = lines.findIndex((line) => line.startsWith("*") && words.every((word) => line.includes(word)));
    const found = /https?:\/\/\S+(\/answer\/[\w-]{40,})/.exec(lines[place + 1] ?? "");
    if (place >= 0 && found) return found[1];
    // The mailbox is asked again: the worker sends when it looks.
    // oxlint-disable-next-line no-await-in-loop
    await pause(250);
  }
  throw new Error(`no link for ${address} in ${JSON.stringify(box.mails)}`);
}

const inHours = (hours) => new Date(Date.now() + hours * 3_600_000).toISOString();

/** Has the person of a page be away from an hour ago until tomorrow. */
function goAway(page, person, deputy) {
  const body = { role: null, deputy_id: deputy, from_at: inHours(-1), until_at: inHours(24), note: "" };
  return write(page, "POST", `/people/${person}/absences`, { body });
}

export async function journey({ browser, server }) {
  const giver = await enter(browser, server, { who: "AR" });
  const receiver = await enter(browser, server, { who: "SR" });
  const deputy = await enter(browser, server, { who: "FR" });
  await Promise.all([signIn(giver.page, "ar@demo.example"), signIn(receiver.page, "sr@demo.example")]);
  const sr = (await read(receiver.page, "/session")).data;
  const people = (await read(giver.page, "/people?limit=200")).data;
  const fr = people.find(({ email }) => email === "fr@demo.example");
  await goAway(receiver.page, sr.id, fr.id);
  const { deal, node, body } = await nodeToGive(giver.page, sr.id);
  await write(giver.page, "POST", `/nodes/${node.id}/handoffs`, { body });

  const room = (await read(giver.page, `/deals/${deal}`)).data;
  const link = await answerLink("fr@demo.example", [node.name.zh, room.title]);
  await deputy.page.goto(link);
  await deputy.page.getByRole("heading", { name: node.name.zh }).waitFor();
  await deputy.page.getByText(`以 ${fr.name} 的名义答复`).waitFor();
  await deputy.page.getByRole("button", { name: "接受", exact: true }).click();
  await deputy.page.getByRole("status").getByText("已接受").waitFor();
  assert.deepEqual(await deputy.context.cookies(), [], "the link signs nobody in");

  await giver.page.goto(`/deals/${deal}?node=${node.id}`);
  await giver.page.locator(`[data-node="${node.id}"][data-owner="${sr.id}"]`).waitFor();
  await giver.page.goto(`/deals/${deal}?tab=activity`);
  await giver.page.getByText(`(代${sr.name})`).first().waitFor();
  await giver.page.getByText(fr.name).first().waitFor();
  await deputy.page.goto(link);
  await deputy.page.getByText("这个链接已失效或已使用").waitFor();
  const complaints = [...giver.complaints, ...receiver.complaints, ...deputy.complaints];
  // Chromium itself reports the 410 of a link that was used.
  assert.deepEqual(complaints.filter((line) => !/status of 410/.test(line)), []);
  box.close();
}
