/** What arrives while nobody looks at the page is shown by the browser itself, opens what it is about, and goes away with the answer. */
import assert from "node:assert/strict";
import { nodesOf, rooms } from "./find.mjs";
import { calm, enter, read, signIn, write } from "./stage.mjs";

export const name = "the browser tells of a hand-off while nobody looks";
export const demo = true;

/** Keeps what the page has the browser show: the browser's own list of notifications cannot be read. */
function watchNotifications() {
  const told = [];
  const Shown = window.Notification;
  window.told = told;
  window.Notification = class extends Shown {
    constructor(title, options) {
      super(title, options);
      told.push(this);
      this.texts = { title, ...options };
    }

    close() {
      this.isClosed = true;
      super.close();
    }
  };
}

/** Playwright has every page believe that it is looked at: from now on only what really is looked at is. */
async function lookElsewhere(context, page) {
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setFocusEmulationEnabled", { enabled: false });
  const other = await context.newPage();
  await other.bringToFront();
  await page.waitForFunction(() => document.hidden || !document.hasFocus(), undefined, { polling: 100 });
  return other;
}

/** Two nodes of one room that the person of a page may hand over. */
async function nodesToGive(page) {
  for (const { data } of await rooms(page)) {
    const nodes = nodesOf(data).filter(({ status, briefing }) => ["waiting", "active"].includes(status) && !briefing);
    // oxlint-disable-next-line no-await-in-loop
    const replies = await Promise.all(nodes.map(({ id }) => read(page, `/nodes/${id}`)));
    const mine = replies.filter(({ can }) => can.includes("offer")).map(({ data: node }) => node);
    if (mine.length > 1) return { room: data, nodes: mine };
  }
  throw new Error("the demo company has no room with two nodes that this person may hand over");
}

const offer = (page, node, receiver) =>
  write(page, "POST", `/nodes/${node.id}/handoffs`, { body: { receiver_ids: [receiver], kind: "transfer", message: "请接手" } });

/** What the browser shows now, by the tag's place; closed ones are gone. */
const shown = (page) => page.evaluate(() => window.told.filter(({ isClosed }) => !isClosed).map(({ texts }) => texts));
const everShown = (page) => page.evaluate(() => window.told.length);
const until = (page, test, count) => page.waitForFunction(test, count, { polling: 100 });
const showing = (page, count) => until(page, (wanted) => window.told.filter(({ isClosed }) => !isClosed).length === wanted, count);

async function wish(page, change) {
  const { data } = await read(page, "/notification-wish");
  const { channels, quiet_from, quiet_until, digest_at } = data;
  const topics = Object.fromEntries(Object.keys(channels).map((topic) => [topic, ["browser"]]));
  await write(page, "PUT", "/notification-wish", { body: { channels: topics, quiet_from, quiet_until, digest_at, ...change }, version: data.version });
}

/** Hours around now, where the person is. */
function aroundNow(zone) {
  const clock = (minutes) =>
    new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(Date.now() + minutes * 60_000);
  return { quiet_from: clock(-60), quiet_until: clock(60) };
}

/** Opens somewhere else than the inbox, where looking at it would be seeing it, and looks elsewhere. */
async function waitElsewhere({ context, page }) {
  await page.goto("/accounts");
  await page.locator("nav").waitFor();
  // What was told already, the wishes, and what waits: only what comes after them is news.
  const asked = ["/notification-wish", "/inbox", ...["answer", "information", "mentions"].map((box) => `/notifications?box=${box}`)];
  const answers = asked.map((path) => page.waitForResponse((answer) => answer.url().includes(`/api${path}`)));
  await page.reload();
  await Promise.all(answers);
  await page.locator("main h1").waitFor();
  // An answer whose head is there may still be on its way.
  await calm(page);
  return lookElsewhere(context, page);
}

export async function journey({ browser, server }) {
  const giver = await enter(browser, server, { who: "AR" });
  const receiver = await enter(browser, server, { who: "SR" });
  await receiver.context.grantPermissions(["notifications"], { origin: server.address });
  await receiver.context.addInitScript(watchNotifications);
  await Promise.all([signIn(giver.page, "ar@demo.example"), signIn(receiver.page, "sr@demo.example")]);
  const sr = (await read(receiver.page, "/session")).data;
  const { room, nodes } = await nodesToGive(giver.page);
  const [first, second] = nodes;
  await wish(receiver.page, {});
  // What is only news of this room is not told; what asks for an answer is.
  await write(receiver.page, "POST", `/deals/${room.id}/mute`, { body: { muted: true } });

  const other = await waitElsewhere(receiver);
  const offered = await offer(giver.page, first, sr.id);
  await showing(receiver.page, 1);
  const [told] = await shown(receiver.page);
  assert.ok(told.title.includes(first.name.zh), told.title);
  assert.ok(told.body.includes(room.title), told.body);

  // Taken back: nothing asks any more, and that it was taken back is news of a muted room.
  const withdrawn = (await read(giver.page, `/handoffs/${offered.data.id}`)).data;
  await write(giver.page, "POST", `/handoffs/${offered.data.id}/withdraw`, { version: (withdrawn.handoff ?? withdrawn).version });
  await showing(receiver.page, 0);

  const again = await offer(giver.page, second, sr.id);
  await showing(receiver.page, 1);
  assert.equal(await everShown(receiver.page), 2);

  // Clicked: the page comes to the front with what it is about.
  await receiver.page.evaluate(() => window.told.at(-1).dispatchEvent(new Event("click")));
  await receiver.page.waitForURL(`**/deals/${room.id}?node=${second.id}`);
  await receiver.page.bringToFront();
  await receiver.page.locator(`[data-panel="${second.id}"]`).getByRole("button", { name: /^接受(?!并)/ }).first().click();
  await giver.page.goto(`/deals/${room.id}`);
  await giver.page.locator(`[data-node="${second.id}"][data-owner="${sr.id}"]`).waitFor();
  await other.close();
  assert.ok(again.data.id);

  await quietHours({ giver, receiver, sr, node: first });
  assert.deepEqual([...giver.complaints, ...receiver.complaints], []);
}

/** In quiet hours the page hears of it and the browser shows nothing. */
async function quietHours({ giver, receiver, sr, node }) {
  await wish(receiver.page, aroundNow(sr.time_zone));
  await waitElsewhere(receiver);
  const waiting = (await read(receiver.page, "/inbox?box=to_answer&limit=200")).data.length;
  const counting = (count) => until(receiver.page, (wanted) => document.title.startsWith(wanted > 0 ? `(${wanted}) ` : ""), count);
  // Counted before, so that what is counted after is the new one.
  await counting(waiting);
  await offer(giver.page, node, sr.id);
  await counting(waiting + 1);
  const { data } = await read(receiver.page, "/notifications?box=answer");
  assert.ok(data.some((notice) => notice.node?.id === node.id), "it was told");
  assert.equal(await everShown(receiver.page), 0);
}
