/** A line that breaks is said within three seconds, answers are held back, ticks wait, and nothing is missing afterwards. */
import assert from "node:assert/strict";
import { nodeToGive, sharedItems } from "./find.mjs";
import { atRest, calm, enter, eventually, read, signIn, write } from "./stage.mjs";

export const name = "line lost and found";
export const demo = true;

/** Where everything is that must not move. */
function places(page) {
  return page.locator("h1, nav, [data-item], [data-handoff]").evaluateAll((all) =>
    all.map((each) => {
      const { x, y, width } = each.getBoundingClientRect();
      return [x, y, width].map(Math.round).join(" ");
    }),
  );
}

const at = (page, item, state) => page.locator(`[data-item="${item.id}"][data-state="${state}"]`);
const strip = (page) => page.getByRole("alert").filter({ hasText: "起断开" });

async function loseLine(page) {
  // A page that still draws itself moves without any strip.
  await calm(page);
  const before = await atRest(page, places);
  await page.context().setOffline(true);
  await strip(page).waitFor({ timeout: 3_000 });
  await page.locator("[data-stale]").getByText("以后的变化尚未显示").waitFor();
  return before;
}

async function findLine(page) {
  await page.context().setOffline(false);
  await strip(page).waitFor({ state: "hidden" });
  await page.locator("[data-stale]").waitFor({ state: "hidden" });
}

/** Answers to hand-offs wait with the reason; what was handed over meanwhile is there afterwards, with its toast. */
async function inbox(watcher, worker) {
  const me = (await read(watcher.page, "/session")).data;
  await watcher.page.goto("/inbox");
  await watcher.page.locator("[data-handoff]").first().waitFor();
  const before = await loseLine(watcher.page);
  assert.deepEqual(await places(watcher.page), before, "the strip, the mark and the reasons push nothing");
  const card = watcher.page.locator("[data-handoff]").first();
  const accept = card.getByRole("button", { name: /^接受/ }).first();
  await eventually(async () => assert.ok(await accept.isDisabled(), "answers wait for the line"));
  // The card's own; each of its promises that waits for an answer says it, too.
  await card.getByText("连接恢复后才能答复").last().waitFor();

  const { node, body } = await nodeToGive(worker.page, me.id);
  const { data } = await write(worker.page, "POST", `/nodes/${node.id}/handoffs`, { body });
  await findLine(watcher.page);
  await eventually(async () => assert.ok(await accept.isEnabled()));
  await watcher.page.locator(`[data-handoff="${data.id}"]`).waitFor();
  await watcher.page.locator(`[data-toast="${data.id}"]`).waitFor();
  await watcher.page.locator(`[data-toast="${data.id}"]`).getByRole("button", { name: "留在待办" }).click();
}

/** A tick without a line shows at once and is sent afterwards; a tick that was missed appears. */
async function room(watcher, worker, { deal, node, items }) {
  const [mine, theirs] = items;
  const address = `/deals/${deal}?node=${node.id}`;
  await Promise.all([watcher.page.goto(address), worker.page.goto(address)]);
  // Complete: what I may do, and what is missing, has come too.
  await at(watcher.page, mine, "open").locator("input:enabled").waitFor();
  const before = await loseLine(watcher.page);
  assert.deepEqual(await places(watcher.page), before, "the strip and the mark push nothing");

  await watcher.page.locator(`[data-item="${mine.id}"] label`).click();
  await at(watcher.page, mine, "done").getByText("等待发送").waitFor();
  await strip(watcher.page).getByText("1 项更改等待发送").waitFor();
  await worker.page.locator(`[data-item="${theirs.id}"] label`).click();
  await at(worker.page, theirs, "done").waitFor();
  await at(worker.page, mine, "open").waitFor();
  await at(watcher.page, theirs, "open").waitFor();

  await findLine(watcher.page);
  await at(watcher.page, theirs, "done").waitFor();
  await at(worker.page, mine, "done").waitFor();
  await at(watcher.page, mine, "done").getByText("等待发送").waitFor({ state: "hidden" });
  await calm(watcher.page);
  const { data } = await read(worker.page, `/checklist-items/${mine.id}`);
  assert.equal(data.version, mine.version + 1, "it was sent once");
}

export async function journey({ browser, server }) {
  const worker = await enter(browser, server, { who: "AR" });
  const watcher = await enter(browser, server, { who: "SR" });
  await Promise.all([signIn(worker.page, "ar@demo.example"), signIn(watcher.page, "sr@demo.example")]);
  const people = await Promise.all([worker, watcher].map(async ({ page }) => (await read(page, "/session")).data.id));
  const shared = await sharedItems(worker.page, people);

  await inbox(watcher, worker);
  await room(watcher, worker, shared);

  assert.deepEqual(worker.complaints, []);
  // Chromium itself reports each refused attempt; anything else would be ours.
  assert.deepEqual(watcher.complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED|WebSocket/.test(line)), []);
}
