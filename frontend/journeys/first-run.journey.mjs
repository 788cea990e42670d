/** An empty installation asks for its administrator, who adds an account, names its triangle and opens a room. */
import assert from "node:assert/strict";
import { enter, read, signIn } from "./stage.mjs";

export const name = "first run";
export const demo = false;

export async function journey({ browser, server }) {
  const { page, complaints } = await enter(browser, server, { language: "en", who: "admin" });

  await page.goto("/deals");
  await page.getByRole("heading", { name: "Create the administrator" }).waitFor();
  await page.getByLabel("Name").fill("Zhou Min");
  await page.getByLabel("E-mail").fill("zhou@acme.example");
  await page.getByLabel("Password", { exact: false }).first().fill("correct horse");
  await page.getByRole("button", { name: "Create and sign in" }).click();
  await page.getByRole("heading", { name: "Deals", level: 1 }).waitFor();
  assert.equal(new URL(page.url()).pathname, "/deals", "the link that was followed is kept");

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
  const room = (await read(page, `/deals/${page.url().split("/").at(-1)}`)).data;
  const nodes = room.stages.flatMap((stage) => stage.nodes);
  assert.equal(await page.locator("[data-node]").count(), nodes.length, "every node of the playbook is on the track");

  await page.getByRole("button", { name: "Menu of Zhou Min" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.equal((await read(page, "/session")).first_run, false);
  await signIn(page, "zhou@acme.example", "correct horse");
  assert.deepEqual(complaints, []);
}
