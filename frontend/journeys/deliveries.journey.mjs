/** A receiver refuses; the admin sees why, has it sent again, and sees it arrive. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { nodeToGive } from "./find.mjs";
import { enter, read, signIn, write } from "./stage.mjs";

export const name = "an admin has sent again what a receiver refused";
export const demo = true;

// Ten seconds in which news is gathered, and the next look of the worker, on a busy machine.
const SENT = { timeout: 90_000 };
const OFFERED = "发起交接";
let receiver;

/** A program that is told of deals: it is out of order until it is repaired. */
async function openReceiver() {
  const taken = [];
  const program = { taken, isRepaired: false };
  const server = createServer((request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      taken.push({ id: request.headers["webhook-id"], body: Buffer.concat(parts).toString(), isRefused: !program.isRepaired });
      response.writeHead(program.isRepaired ? 200 : 410, { "Content-Type": "application/json" }).end("{}");
    });
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  program.inside = `127.0.0.1:${server.address().port}`;
  return program;
}

export async function prepare() {
  receiver = await openReceiver();
  return { TRIANGLE_RECEIVERS_INSIDE: receiver.inside };
}

/** Sets the program up as a webhook of the installation, in the form. */
async function addWebhook(page) {
  const form = page.locator("[data-outlet-form=new]");
  await form.getByLabel("名称").fill("数据平台");
  await form.getByLabel("地址").fill(`http://${receiver.inside}/hook`);
  await form.getByLabel("签名密钥").fill("correct horse battery staple");
  // Reminders come by the clock, also of this hand-off: only that it was made is told.
  await form.getByRole("combobox", { name: "只发这些事" }).press("ArrowDown");
  await page.getByRole("option", { name: OFFERED }).click();
  await page.keyboard.press("Escape");
  await form.getByRole("button", { name: "添加渠道" }).click();
  await page.locator("[data-outlet=webhook]").filter({ hasText: "数据平台" }).waitFor();
}

export async function journey({ browser, server }) {
  const admin = await enter(browser, server, { who: "admin" });
  const giver = await enter(browser, server, { who: "AR" });
  await Promise.all([signIn(admin.page, "admin@demo.example"), signIn(giver.page, "ar@demo.example")]);
  await admin.page.goto("/admin?tab=deliveries");
  await addWebhook(admin.page);
  const people = (await read(giver.page, "/people?limit=200")).data;
  const sr = people.find(({ email }) => email === "sr@demo.example");
  const { node, body } = await nodeToGive(giver.page, sr.id);
  await write(giver.page, "POST", `/nodes/${node.id}/handoffs`, { body });

  const outlet = admin.page.locator("[data-outlet=webhook]").filter({ hasText: "数据平台" });
  const refusals = admin.page.locator("[data-delivery]").filter({ hasText: "Webhook" }).filter({ hasText: OFFERED }).filter({ hasText: "410" });
  await admin.page.getByLabel("状态").selectOption("failed");
  await refusals.first().waitFor(SENT);
  const id = await refusals.first().getAttribute("data-delivery-id");
  const line = admin.page.locator(`[data-delivery-id="${id}"]`);
  await admin.page.reload();
  await outlet.getByText(/410/).waitFor();

  receiver.isRepaired = true;
  await admin.page.getByLabel("状态").selectOption("failed");
  await line.getByRole("button", { name: /^重试/ }).click();
  await admin.page.getByText("已重新排队").waitFor();
  await line.waitFor({ state: "hidden" });
  await admin.page.getByLabel("状态").selectOption("sent");
  await line.and(admin.page.locator('[data-delivery="sent"]')).waitFor(SENT);

  const refused = receiver.taken.find(({ isRefused }) => isRefused);
  // The same message, which the program could know again.
  const tries = receiver.taken.filter((each) => each.id === refused.id);
  assert.equal(tries.length, 2, JSON.stringify(receiver.taken));
  const again = tries[1];
  assert.equal(again.body, refused.body);
  assert.deepEqual([refused.isRefused, again.isRefused], [true, false]);
  assert.deepEqual([...admin.complaints, ...giver.complaints], []);
}
