/** Everything by keyboard: the palette finds and goes, g leads to pages, single keys can be off; then somebody leaves. */
import assert from "node:assert/strict";
import { go as goTo, isIn } from "./keys.mjs";
import { enter, eventually, read, signIn } from "./stage.mjs";

export const name = "by keyboard alone, and somebody leaves";
export const demo = true;

async function palette(page) {
  const { data } = await read(page, "/deals?limit=1&status=open");
  const [deal] = data;
  await page.keyboard.press("Control+k");
  // Typed at once, as by somebody who knows what comes: the palette loads the first time.
  await page.keyboard.type(deal.title);
  // What was found so far may stand elsewhere a moment later: Enter takes what is chosen.
  await page.locator("[role=option][aria-selected=true]").filter({ hasText: deal.title }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: deal.title, level: 1 }).waitFor();
  await page.waitForURL(`**/deals/${deal.id}`);
  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: deal.title }).first().waitFor();
  await isIn(page.getByRole("dialog"));
  await page.keyboard.press("Escape");
  await page.locator("#palette-list").waitFor({ state: "detached" });
}

async function go(page) {
  await goTo(page, "c", "**/accounts");
  await page.keyboard.press("?");
  await isIn(page.getByRole("dialog", { name: "Keyboard shortcuts" }));
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** One Escape loses nothing that was typed, and Ctrl+Enter sends it from any field. */
async function addAccount(page) {
  await page.getByRole("button", { name: "New account" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").locator("form").waitFor();
  await page.locator("[role=dialog] input:focus").waitFor();
  await page.keyboard.type("Typed by keyboard");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").getByText("Not saved yet").waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "Typed by keyboard", level: 1 }).waitFor();
}

async function switchKeysOff(page) {
  await page.goto("/me");
  await page.getByLabel("Single-key shortcuts").uncheck();
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.getByText("Saved", { exact: true }).waitFor();
  await eventually(async () => assert.equal((await read(page, "/session")).data.single_keys, false));
  await page.locator("h1").click();
  await page.keyboard.press("?");
  await page.keyboard.press("Control+k");
  await page.locator("#palette-list").waitFor();
  assert.equal(await page.getByRole("dialog").count(), 1, "the single key opened nothing before");
  await page.keyboard.press("Escape");
}

/** The admin ends somebody's access: every seat goes to whom the plan proposes, in one step. */
async function letGo(page, email) {
  await page.goto(`/admin?q=${email}`);
  const row = page.locator("tbody tr");
  await row.getByRole("button").click();
  await page.getByRole("menuitem", { name: "Deactivate…" }).click();
  await page.getByRole("dialog").locator("form li").first().waitFor();
  const id = Number(await row.getAttribute("data-person"));
  assert.ok((await read(page, `/people/${id}/leaving`)).data.seats.length > 0);
  await page.getByRole("button", { name: "Hand over and deactivate" }).click();
  await row.getByText("Deactivated").waitFor();
  const left = (await read(page, `/people/${id}/leaving`)).data;
  assert.deepEqual([left.seats, left.nodes], [[], []]);
}

export async function journey({ browser, server }) {
  const { page, complaints } = await enter(browser, server, { language: "en", who: "lead" });
  await signIn(page, "lead@demo.example");
  await palette(page);
  await go(page);
  await addAccount(page);
  await switchKeysOff(page);

  const admin = await enter(browser, server, { language: "en", who: "admin" });
  await signIn(admin.page, "admin@demo.example");
  await letGo(admin.page, "fr@demo.example");
  assert.deepEqual([...complaints, ...admin.complaints], []);
}
