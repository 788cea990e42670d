/** A line that breaks is said within three seconds, answers are held back, and nothing is missing afterwards. */
import assert from "node:assert/strict";
import { enter, read, signIn } from "./stage.mjs";

export const name = "line lost and found";
export const demo = true;

/** An open node of somebody's with an open item, in an open deal of theirs. */
async function openItem(page) {
  const me = (await read(page, "/session")).data;
  const deals = (await read(page, "/deals?status=open&limit=50")).data;
  for (const { id } of deals) {
    // The first that fits is enough.
    // oxlint-disable-next-line no-await-in-loop
    const { data } = await read(page, `/deals/${id}`);
    const mine = new Set(data.responsibilities.filter((row) => row.person_id === me.id && "RA".includes(row.duty)).map((row) => row.node_id));
    const nodes = data.stages.flatMap((stage) => stage.nodes);
    const node = nodes.find((each) => mine.has(each.id) && each.status === "active" && each.checklist.some((item) => item.state === "open"));
    if (node) return { deal: id, node, item: node.checklist.find((item) => item.state === "open") };
  }
  throw new Error("the demo company has no open item of this person");
}

export async function journey({ browser, server }) {
  const worker = await enter(browser, server, { who: "AR" });
  await signIn(worker.page, "ar@demo.example");
  const { deal, node, item } = await openItem(worker.page);
  const address = `/deals/${deal}?node=${node.id}`;

  const watcher = await enter(browser, server, { who: "AR elsewhere" });
  await signIn(watcher.page, "ar@demo.example");
  await watcher.page.goto("/inbox");
  await watcher.page.locator("[data-handoff]").first().waitFor();
  await watcher.page.context().setOffline(true);
  await watcher.page.getByRole("alert").filter({ hasText: "连接已断开" }).waitFor({ timeout: 3_000 });
  const accept = watcher.page.locator("[data-handoff]").first().getByRole("button", { name: /^接受/ }).first();
  assert.ok(await accept.isDisabled(), "answers wait for the line");
  await watcher.page.context().setOffline(false);
  await watcher.page.getByRole("alert").waitFor({ state: "hidden" });
  assert.ok(await accept.isEnabled());

  await watcher.page.goto(address);
  await watcher.page.locator(`[data-item="${item.id}"][data-state="open"]`).waitFor();
  await watcher.page.context().setOffline(true);
  await watcher.page.getByRole("alert").waitFor();
  await worker.page.goto(address);
  await worker.page.locator(`[data-item="${item.id}"] label`).click();
  await worker.page.locator(`[data-item="${item.id}"][data-state="done"]`).waitFor();
  await watcher.page.locator(`[data-item="${item.id}"][data-state="open"]`).waitFor();
  await watcher.page.context().setOffline(false);
  await watcher.page.locator(`[data-item="${item.id}"][data-state="done"]`).waitFor({ timeout: 5_000 });

  assert.deepEqual(worker.complaints, []);
  // Chromium itself reports each refused attempt; anything else would be ours.
  assert.deepEqual(watcher.complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED|WebSocket/.test(line)), []);
}
