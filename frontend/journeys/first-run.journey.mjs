/** An empty installation asks for its administrator, who adds an account, names its triangle and opens a room. */
import assert from "node:assert/strict";
import { calm, enter, eventually, read, signIn } from "./stage.mjs";

export const name = "first run to the first accepted hand-off";
export const demo = false;

async function addColleague(page) {
  await page.goto("/admin");
  await page.getByRole("button", { name: "Add a person" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Lin Yue");
  await dialog.getByLabel("E-mail").fill("lin@acme.example");
  await dialog.getByLabel("First password").first().fill("battery staple");
  await dialog.locator("button[type=submit]").click();
  await page.getByText("lin@acme.example").waitFor();
}

/** Starts a node and hands it to the colleague; returns the hand-off. */
async function handOver(page, room, node) {
  await page.goto(`${room}?node=${node.id}`);
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.locator(`[data-node="${node.id}"][data-status="active"]`).waitFor();
  await page.getByRole("button", { name: "Hand off" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Receiver" }).fill("Lin");
  await page.getByRole("option", { name: "Lin Yue" }).click();
  await dialog.getByRole("button", { name: "Send" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByText(/Waiting for Lin Yue/).waitFor();
  return (await read(page, room)).data.handoffs[0].id;
}

/** The colleague signs in for the first time, finds what waits and accepts it with one click. */
async function acceptAs(browser, server, id) {
  const { page, context, complaints } = await enter(browser, server, { language: "en", who: "colleague" });
  await signIn(page, "lin@acme.example", "battery staple");
  await page.locator(`li[data-handoff="${id}"] button[aria-keyshortcuts=a]`).click();
  await page.locator(`li[data-handoff="${id}"]`).waitFor({ state: "detached" });
  await eventually(async () => assert.equal((await read(page, `/handoffs/${id}`)).data.status, "accepted"));
  assert.deepEqual(complaints, []);
  await context.close();
}

export async function journey({ browser, server }) {
  const { page, complaints } = await enter(browser, server, { language: "en", who: "admin" });

  await page.goto("/deals");
  await page.getByRole("heading", { name: "Create the administrator" }).waitFor();
  await page.getByLabel("Name").fill("Zhou Min");
  await page.getByLabel("E-mail").fill("zhou@acme.example");
  await page.getByLabel("Password", { exact: false }).first().fill("correct horse");
  await page.getByRole("button", { name: "Create and sign in" }).click();
  await page.getByRole("heading", { name: "Deals", level: 1 }).waitFor();
  await eventually(() => assert.equal(new URL(page.url()).pathname, "/deals", "the link that was followed is kept"));

  await page.getByRole("link", { name: "Accounts", exact: true }).click();
  await page.getByRole("button", { name: "New account" }).click();
  await page.getByLabel("Account name").fill("Harbour Bank");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("heading", { name: "Harbour Bank" }).waitFor();

  await page.getByRole("button", { name: "Open a deal room" }).click();
  await page.getByLabel("Title").fill("Core system renewal");
  await page.getByLabel("Amount").fill("12800000");
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await page.getByRole("heading", { name: /Core system renewal/ }).waitFor();
  await page.getByText("CN¥12.8M").waitFor();
  await page.waitForURL(/\/deals\/\d+$/);
  const room = (await read(page, `/deals/${page.url().split("/").at(-1)}`)).data;
  const nodes = room.stages.flatMap((stage) => stage.nodes);
  const isWhole = async () => assert.equal(await page.locator("[data-node]").count(), nodes.length, "every node of the playbook is on the track");
  await eventually(isWhole);

  await addColleague(page);
  const id = await handOver(page, `/deals/${room.id}`, nodes[0]);
  await acceptAs(browser, server, id);
  await page.locator(`[data-node="${nodes[0].id}"][data-owner="${(await read(page, `/handoffs/${id}`)).data.receipts[0].receiver_id}"]`).waitFor();

  // What the page still asks for while somebody signs out is refused, and Chromium reports it.
  await calm(page);
  await page.getByRole("button", { name: "Menu of Zhou Min" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.equal((await read(page, "/session")).first_run, false);
  await signIn(page, "zhou@acme.example", "correct horse");
  assert.deepEqual(complaints, []);
}
