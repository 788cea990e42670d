/** From the click that hands over to the toast in another browser, and how many clicks and keys it takes. */
import assert from "node:assert/strict";
import { nodeToGive } from "../journeys/find.mjs";
import { enter, openBrowser, read, signIn, write } from "../journeys/stage.mjs";
import { hearArrivals, hearPerson } from "./probes.mjs";
import { figure, inTurn, ms, quantile } from "./table.mjs";

const LIMIT = 100;

/** Sends with the mouse or the keys alone, as the dialog proposes it; returns what it took. */
async function send(page, isByKeys) {
  const hand = page.locator("[data-panel] button[aria-keyshortcuts=h]:enabled");
  await hand.waitFor();
  await page.evaluate(() => (window.acts.length = 0));
  if (isByKeys) await page.keyboard.press("h");
  else await hand.click();
  const button = page.locator("[role=dialog] button[type=submit]:enabled");
  await button.waitFor();
  if (isByKeys) await page.keyboard.press("Enter");
  else await button.click();
  await button.waitFor({ state: "detached" });
  const acts = await page.evaluate(() => window.acts);
  return acts.filter(({ type }) => type === (isByKeys ? "keydown" : "click"));
}

/** Takes back what was sent, so that the next round begins as this one did. */
async function takeBack(giver, receiver, node) {
  const [open] = (await read(giver, `/nodes/${node}/handoffs`)).data.filter(({ status }) => status === "offered");
  await write(giver, "POST", `/handoffs/${open.id}/withdraw`, { version: open.version });
  await receiver.locator(`[data-toast="${open.id}"]`).waitFor({ state: "detached" });
}

async function round(giver, receiver, node) {
  await receiver.evaluate(() => (window.arrivals.length = 0));
  const acts = await send(giver, false);
  await receiver.waitForFunction(() => window.arrivals.length > 0);
  const [arrived] = await receiver.evaluate(() => window.arrivals);
  await takeBack(giver, receiver, node);
  return { took: arrived - acts.at(-1).at, clicks: acts.length };
}

/** Accepts what is on screen; returns how many clicks or keys that took. */
async function accept(page, isByKeys) {
  const toast = page.locator("[data-toast]");
  await toast.waitFor();
  if (isByKeys) await page.goto("/inbox");
  const id = Number(await toast.getAttribute("data-toast"));
  if (isByKeys) await page.locator(`li[data-handoff="${id}"] a`).first().focus();
  await page.evaluate(() => (window.acts.length = 0));
  if (isByKeys) await page.keyboard.press("a");
  else await toast.locator("button[aria-keyshortcuts=a]").click();
  await toast.waitFor({ state: "detached" });
  const acts = await page.evaluate(() => window.acts);
  assert.equal((await read(page, `/handoffs/${id}`)).data.status, "accepted");
  return acts.filter(({ type }) => type === (isByKeys ? "keydown" : "click")).length;
}

export async function handoffs({ browser, server, rounds, complain }) {
  const other = await openBrowser();
  const giver = await enter(browser, server, { who: "giver" });
  const receiver = await enter(other, server, { who: "receiver" });
  await giver.page.addInitScript(hearPerson);
  await receiver.page.addInitScript(hearPerson);
  await Promise.all([signIn(giver.page, "ar@demo.example"), signIn(receiver.page, "sr@demo.example")]);
  const me = (await read(receiver.page, "/session")).data;
  const { deal, node } = await nodeToGive(giver.page, me.id);
  await giver.page.goto(`/deals/${deal}?node=${node.id}`);
  await receiver.page.goto("/deals");
  await receiver.page.locator("tbody tr").first().waitFor();
  await receiver.page.evaluate(hearArrivals, "[data-toast]");
  const found = await inTurn(Array.from({ length: rounds }), () => round(giver.page, receiver.page, node.id));
  const keys = (await send(giver.page, true)).length;
  const keysToAccept = await accept(receiver.page, true);
  // What was taken is the other's to give: it goes back.
  const giverId = (await read(giver.page, "/session")).data.id;
  await write(receiver.page, "POST", `/nodes/${node.id}/handoffs`, { body: { receiver_ids: [giverId], kind: "transfer", message: "请接手" } });
  const clicksToAccept = await accept(giver.page, false);
  complain([...giver.complaints, ...receiver.complaints]);
  await giver.context.close();
  await other.close();
  const took = found.map((each) => each.took);
  const clicks = Math.max(...found.map((each) => each.clicks));
  const p95 = quantile(took, 0.95);
  return [
    figure("hand-off click → toast in the other browser", `p95 ≤ ${LIMIT} ms`, `p50 ${ms(quantile(took, 0.5))}, p95 ${ms(p95)} of ${rounds}`, p95 <= LIMIT),
    figure("clicks to accept / to send", "1 / 2", `${clicksToAccept} / ${clicks}`, clicksToAccept <= 1 && clicks <= 2),
    figure("keys to accept / to send", "1 / 2", `${keysToAccept} / ${keys}`, keysToAccept <= 1 && keys <= 2),
  ];
}
