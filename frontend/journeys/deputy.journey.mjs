/** Somebody goes away: their deputy answers from the own inbox, the giver sees it, and both names stand on the record. */
import assert from "node:assert/strict";
import { sharedAccount } from "./find.mjs";
import { enter, read, signIn } from "./stage.mjs";

export const name = "a deputy answers for somebody who is away";
export const demo = true;

// The worker looks every fifteen seconds; on a busy machine a little later.
const WORKER = { timeout: 90_000 };

function local(hoursFromNow) {
  const at = new Date(Date.now() + hoursFromNow * 3_600_000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

async function openRoom(page, account, title) {
  await page.goto(`/accounts/${account.id}`);
  await page.getByRole("button", { name: "打开作战室" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("标题").fill(title);
  await dialog.getByRole("button", { name: "打开", exact: true }).click();
  await page.getByRole("heading", { name: title }).waitFor();
  await page.waitForURL(/\/deals\/\d+$/);
  return Number(new URL(page.url()).pathname.split("/").at(-1));
}

async function handOver(page, deal, me, receiver) {
  const room = (await read(page, `/deals/${deal}`)).data;
  const isMine = (node) =>
    room.responsibilities.some((row) => row.node_id === node.id && row.duty === "A" && row.person_id === me.id);
  const node = room.stages.flatMap((stage) => stage.nodes).find((each) => !each.briefing && isMine(each));
  await page.locator(`[data-node="${node.id}"]`).click();
  await page.getByRole("button", { name: "交接" }).click();
  const dialog = page.getByRole("dialog");
  const field = dialog.getByRole("combobox", { name: "接收人" });
  if ((await field.inputValue()) !== receiver.name) {
    await field.fill(receiver.name);
    await page.getByRole("option", { name: receiver.name }).click();
  }
  await dialog.getByRole("button", { name: "发送" }).click();
  await page.getByText(`等待 ${receiver.name} 答复`).waitFor();
  return node;
}

/** Plans to be away from an hour ago until tomorrow, in the profile. */
async function goAway(page, deputy) {
  await page.goto("/me");
  await page.getByRole("button", { name: "安排离开" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("从").fill(local(-1));
  await dialog.getByLabel("到").fill(local(24));
  await dialog.getByRole("combobox", { name: "代理人" }).fill(deputy.name);
  await page.getByRole("option", { name: deputy.name }).click();
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** The node is the absent person's now: their deputy, who may do no more in it than tick, leaves it out in their place. */
async function workInTheirPlace(page, deal, node, { fr, sr }) {
  await page.goto(`/deals/${deal}?node=${node.id}`);
  await page.getByText(`您代${sr.name}处理`).waitFor();
  await page.getByRole("button", { name: "跳过", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("理由").fill("客户已提供");
  await dialog.getByRole("button", { name: "跳过", exact: true }).click();
  await page.getByRole("button", { name: "重开", exact: true }).waitFor();
  const { data } = await read(page, `/streams/deal:${deal}/entries?after=0&limit=300`);
  // Others are skipped in the stories of the demo company.
  const skipped = data.find(({ type, data: told }) => type === "node.skipped" && told.node.id === node.id);
  assert.deepEqual([skipped.actor, skipped.acting_for], [fr.id, sr.id]);
}

/** Calls the absence off; what the deputy could do ends with it, on the page that is open. */
async function comeBack(page, deputy) {
  await page.goto("/me");
  // The one that runs stands before those that are planned.
  await page.getByRole("button", { name: /^取消安排/ }).first().click();
  await deputy.locator("[data-acting-for]").waitFor({ state: "hidden", ...WORKER });
}

export async function journey({ browser, server }) {
  const giver = await enter(browser, server, { who: "AR" });
  const receiver = await enter(browser, server, { who: "SR" });
  const deputy = await enter(browser, server, { who: "FR" });
  await Promise.all([
    signIn(giver.page, "ar@demo.example"),
    signIn(receiver.page, "sr@demo.example"),
    signIn(deputy.page, "fr@demo.example"),
  ]);
  const ar = (await read(giver.page, "/session")).data;
  const sr = (await read(receiver.page, "/session")).data;
  const fr = (await read(deputy.page, "/session")).data;
  // Somewhere else: an open inbox would show the hand-off, and have it seen, at once.
  await receiver.page.goto("/accounts");
  const account = await sharedAccount(giver.page, { AR: ar.id, SR: sr.id });
  const deal = await openRoom(giver.page, account, "代理人代答");
  const node = await handOver(giver.page, deal, ar, sr);
  const waiting = giver.page.locator("[data-waiting]");
  await waiting.getByText("未查看").waitFor();

  await receiver.page.goto(`/deals/${deal}?node=${node.id}`);
  await waiting.getByText("已看到").waitFor();
  await giver.page.getByRole("button", { name: "催办" }).click();
  await waiting.getByText("催过").waitFor();
  await goAway(receiver.page, fr);

  await deputy.page.goto("/inbox");
  const card = deputy.page.locator("[data-handoff]").filter({ hasText: "代理人代答" });
  await card.getByText(`${ar.name} → ${sr.name}（您可代答）`).waitFor(WORKER);
  await card.getByRole("button", { name: /^接受(?!并)/ }).click();
  await card.waitFor({ state: "hidden" });

  await giver.page.locator(`[data-node="${node.id}"][data-owner="${sr.id}"]`).waitFor();
  await workInTheirPlace(deputy.page, deal, node, { fr, sr });
  await comeBack(receiver.page, deputy.page);
  await giver.page.goto(`/deals/${deal}?tab=activity`);
  await giver.page.getByText(`(代${sr.name})`).first().waitFor();
  const { data } = await read(giver.page, `/streams/deal:${deal}/entries?after=0&limit=300`);
  const answered = data.find(({ type }) => type === "handoff.accepted");
  assert.deepEqual([answered.actor, answered.acting_for], [fr.id, sr.id]);
  assert.deepEqual([...giver.complaints, ...receiver.complaints, ...deputy.complaints], []);
}
