/** A day without a mouse: every screen is reached, its main thing done, and the focus is always somewhere to be seen. */
import assert from "node:assert/strict";
import { giveable, ownAccount, ownDeal, sharedItems } from "./find.mjs";
import { act, go, isFocused, isIn, press, seen, signInByKeys, tabTo, typeIn } from "./keys.mjs";
import { enter, read } from "./stage.mjs";

export const name = "a day without a mouse";
export const demo = true;

const button = (within, label) => within.getByRole("button", { name: label });
const gone = (locator) => locator.waitFor({ state: "detached" });

/** One card is accepted, one returned, and the focus goes on with the one in their place. */
async function inbox(page) {
  await go(page, "i", "**/inbox");
  const card = (id) => page.locator(`li[data-handoff="${id}"]`);
  await page.locator("li[data-handoff]").first().waitFor();
  await press(page, "j", "k");
  const ids = await page.locator("li[data-handoff]").evaluateAll((rows) => rows.map((row) => row.dataset.handoff));
  const free = (await read(page, "/inbox")).data.filter(({ handoff }) => handoff.kind === "transfer");
  const first = free.map(({ handoff }) => String(handoff.id)).find((id) => ids.includes(id));
  await tabTo(page, card(first).getByRole("link").first());
  await page.keyboard.press("a");
  await gone(card(first));
  await seen(page, "a card was accepted");
  const [second] = ids.filter((id) => id !== first);
  await tabTo(page, card(second).getByRole("link").first());
  await page.keyboard.press("r");
  await seen(page, "r");
  // A letter on a reason is no answer.
  await tabTo(page, card(second).getByRole("radio"), { key: "Shift+Tab" });
  await press(page, "ArrowRight", "a");
  await tabTo(page, card(second).locator("textarea"));
  await page.keyboard.type("One page of the offer is missing");
  await act(page, card(second).locator("form button[type=submit]"));
  await gone(card(second));
  await seen(page, "a card was returned");
  const boxes = page.getByRole("radiogroup").first();
  await tabTo(page, boxes.getByRole("radio"), { key: "Shift+Tab" });
  await press(page, "ArrowRight");
  await page.waitForURL("**/inbox?box=sent");
}

/** The list: a look at an account beside it, and back to the very button. */
async function accounts(page) {
  await go(page, "c", "**/accounts");
  const peek = button(page, /^Peek at/).first();
  await act(page, peek);
  await page.locator("[data-peek] a").waitFor();
  await seen(page, "the peek opened");
  await page.keyboard.press("Escape");
  await gone(page.locator("[data-peek]"));
  await seen(page, "the peek closed");
  await isFocused(peek, "back on the button that opened it");
  await act(page, page.locator("tbody th a").first());
  await page.waitForURL("**/accounts/*");
}

/** One account: its facts, a contact that comes and goes, a seat. */
async function account(page, id) {
  await page.goto(`/accounts/${id}?tab=contacts`);
  const dialog = page.getByRole("dialog");
  await act(page, button(page, "Edit account"));
  await isIn(dialog);
  await tabTo(page, dialog.getByLabel("Industry"));
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Typed by keyboard");
  await page.keyboard.press("Control+Enter");
  await gone(dialog);
  await seen(page, "the account was saved");
  await act(page, button(page, "Add a contact"));
  await typeIn(page, dialog, "Met by keyboard");
  await page.keyboard.press("Enter");
  await gone(dialog);
  await act(page, button(page, "Remove Met by keyboard"));
  await isIn(dialog);
  await act(page, button(dialog, "Remove"));
  await gone(dialog);
  await gone(page.getByText("Met by keyboard").first());
  await seen(page, "a contact was removed");
  await act(page, button(page, /^Change the Sponsor/), "Enter", { key: "Shift+Tab" });
  await dialog.waitFor();
  await seen(page, "the picker opened");
  await page.keyboard.press("Escape");
  await gone(dialog);
  await seen(page, "the picker closed");
}

/** The list of deals, its board, and a filter. */
async function deals(page) {
  await go(page, "d", "**/deals");
  await tabTo(page, page.getByRole("radiogroup", { name: "View" }).getByRole("radio"));
  await press(page, "ArrowRight");
  await page.waitForURL("**view=board**");
  await tabTo(page, page.locator("article a"));
  await tabTo(page, page.getByRole("radiogroup", { name: "View" }).getByRole("radio"), { key: "Shift+Tab" });
  await press(page, "ArrowLeft");
  await act(page, button(page, "My views"));
  const views = page.locator("[role=dialog]");
  await views.locator("input").waitFor();
  await seen(page, "the views opened");
  await press(page, "Escape");
  await gone(views);
  await act(page, page.locator("tbody th a").first());
  await page.waitForURL("**/deals/*");
}

/** The panel of a node that was asked for; the one of the node that is next lies there unasked. */
const opened = (page) => page.locator("[data-asked]");

/** A node: opened, looked at, ticked, handed over with two keys, withdrawn, closed. */
async function node(page, { deal, node: mine, items }) {
  await page.goto(`/deals/${deal}`);
  await act(page, page.locator(`[data-node="${mine.id}"]`));
  const panel = page.locator(`[data-panel="${mine.id}"]`);
  await panel.waitFor();
  await page.waitForURL(`**node=${mine.id}`);
  await seen(page, "a node was opened");
  await isIn(opened(page));
  const item = panel.locator(`[data-item="${items[0].id}"]`);
  await act(page, item.getByRole("checkbox"), "Space", { far: 40 });
  await item.and(page.locator("[data-state=done]")).waitFor();
  await seen(page, "a tick");
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => !url.searchParams.has("node"));
  await seen(page, "the panel closed");
  await isFocused(page.locator(`[data-node="${mine.id}"]`), "back on its tile");
}

/** `h`, Enter: the hand-off is on its way; then it is taken back. */
async function handOff(page, { deal, id }) {
  await page.goto(`/deals/${deal}`);
  await act(page, page.locator(`[data-node="${id}"]`));
  const panel = page.locator(`[data-panel="${id}"]`);
  await button(panel, "Hand off").first().waitFor();
  await isIn(opened(page));
  await page.keyboard.press("h");
  const dialog = page.getByRole("dialog");
  await dialog.locator("form").waitFor();
  await seen(page, "h");
  await isIn(dialog);
  await tabTo(page, button(dialog, "Send"));
  await page.keyboard.press("Escape");
  await gone(dialog);
  await seen(page, "the dialog was closed");
  assert.ok(new URL(page.url()).searchParams.has("node"), "the panel under the dialog stays");
  await page.keyboard.press("h");
  await dialog.locator("form").waitFor();
  await isFocused(button(dialog, "Send"), "all is filled in: the next key sends");
  await page.keyboard.press("Enter");
  await gone(dialog);
  await seen(page, "a hand-off was sent");
  await act(page, button(panel, "Withdraw"));
  await isIn(dialog);
  await act(page, button(dialog, "Withdraw"));
  await gone(dialog);
  await gone(button(panel, "Withdraw"));
  await seen(page, "a hand-off was withdrawn");
}

/** The tabs of a room: a note, a promise, a seat, the matrix, what happened. */
async function room(page, deal) {
  await page.goto(`/deals/${deal}`);
  await tabTo(page, page.getByRole("tab", { name: "Track" }));
  await press(page, "ArrowRight");
  const text = page.locator('[data-saved="saved"] .note-text');
  await text.waitFor();
  await tabTo(page, page.locator(".note-text"));
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" typed by keyboard");
  await page.getByText("typed by keyboard").waitFor();
  await press(page, "Escape");
  await tabTo(page, page.getByRole("tab", { name: "Notes" }), { key: "Shift+Tab" });
  await press(page, "ArrowRight");
  const dialog = page.getByRole("dialog");
  await act(page, button(page, "Write a promise down"));
  await typeIn(page, dialog, "Promised by keyboard");
  await page.keyboard.press("Control+Enter");
  await gone(dialog);
  await page.getByText("Promised by keyboard").first().waitFor();
  await seen(page, "a promise was made");
  await tabTo(page, page.getByRole("tab", { name: /Promises/ }), { key: "Shift+Tab" });
  await press(page, "ArrowRight");
  await act(page, button(page, /Change the Solution/));
  await dialog.waitFor();
  await isIn(dialog);
  await seen(page, "the seat dialog opened");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await gone(dialog);
  await seen(page, "the seat dialog closed");
  await tabTo(page, page.getByRole("tab", { name: "Team" }), { key: "Shift+Tab" });
  await press(page, "ArrowRight");
  await page.locator("[data-node-line]").first().waitFor();
  await press(page, "ArrowRight");
  await page.locator("ol li").first().waitFor();
  await act(page, page.locator("ol li a:has(time)"));
  await page.waitForURL("**tab=team&at=**");
  await page.locator("[data-past]").first().waitFor();
  await seen(page, "the state at a moment was opened");
}

/** The matrix: its grid by arrows, a step into the past and back, the gaps. */
async function matrix(page) {
  await go(page, "m", "**/matrix");
  await page.locator("[data-node-line]").first().waitFor();
  await tabTo(page, page.getByRole("grid"));
  await press(page, "ArrowDown", "ArrowRight", "ArrowRight");
  // Where there is to go is asked of the server.
  await page.locator("button[aria-keyshortcuts=',']:enabled").waitFor();
  await page.keyboard.press(",");
  await page.waitForURL("**at=**");
  await page.keyboard.press("n");
  await page.waitForURL((url) => !url.searchParams.has("at"));
  await tabTo(page, page.getByRole("radiogroup").first().getByRole("radio"), { key: "Shift+Tab" });
  await press(page, "ArrowRight");
  await page.locator("[data-rule]").first().waitFor();
  const dialog = page.getByRole("dialog");
  await act(page, page.locator("[data-waive]").first());
  await typeIn(page, dialog, "Known by everybody");
  await page.keyboard.press("Control+Enter");
  await gone(dialog);
  await seen(page, "a gap was waived");
}

/** One's own: settings, notifications, who is away. */
async function own(page) {
  await go(page, "p", "**/me");
  await tabTo(page, page.getByLabel("Single-key shortcuts"));
  await go(page, "n", "**/me/notifications");
  const box = page.locator("tbody input[type=checkbox]").first();
  await act(page, box, "Space");
  await act(page, button(page, "Save"));
  await page.getByText("Saved").first().waitFor();
  await seen(page, "the wishes were saved");
  await go(page, "o", "**/away");
  const dialog = page.getByRole("dialog");
  await act(page, button(page, "Plan an absence"));
  await dialog.locator("form").waitFor();
  await isIn(dialog);
  await page.keyboard.press("Escape");
  await gone(dialog);
  await seen(page, "the plan was closed");
}

/** The administration: every tab, a person's menu, a rule. */
async function admin(page) {
  await go(page, "s", "**/admin");
  const dialog = page.getByRole("dialog");
  await act(page, page.locator("tbody tr").first().getByRole("button"));
  await isIn(page.getByRole("menu"));
  await page.keyboard.press("ArrowDown");
  await isFocused(page.getByRole("menuitem").nth(1), "the arrow leads from the first to the second");
  await page.keyboard.press("Enter");
  await dialog.locator("form").waitFor();
  await isIn(dialog);
  await seen(page, "a dialog was opened from a menu");
  await page.keyboard.press("Escape");
  await gone(dialog);
  await seen(page, "it was closed");
  await tabTo(page, page.getByRole("tab", { name: "People" }), { key: "Shift+Tab" });
  await press(page, "ArrowRight", "ArrowRight", "ArrowRight");
  await page.locator("[data-delivery]").first().waitFor();
  await press(page, "ArrowRight");
  const rule = page.locator("[data-lint-rule]").first();
  await act(page, rule.getByRole("checkbox"), "Space");
  await rule.getByRole("button").first().waitFor();
  await seen(page, "a rule was switched");
  await act(page, rule.getByRole("button"));
  await gone(rule.getByRole("button"));
  await seen(page, "a rule was put back");
  // A field that chooses takes letters for itself.
  await tabTo(page, page.getByRole("tab", { name: "Responsibility rules" }), { key: "Shift+Tab" });
  await go(page, "h", "**/admin/health");
}

export async function journey({ browser, server }) {
  const people = {};
  for (const who of ["ar", "lead", "admin"]) {
    people[who] = await enter(browser, server, { language: "en", who });
    await signInByKeys(people[who].page, `${who}@demo.example`);
  }
  const { page } = people.ar;
  await inbox(page);
  await accounts(page);
  await account(page, await ownAccount(page));
  await deals(page);
  const me = (await read(page, "/session")).data.id;
  const shared = await sharedItems(page, [me]);
  await node(page, shared);
  await handOff(page, await giveable(page));
  await room(page, await ownDeal(page));
  await own(page);
  await matrix(people.lead.page);
  await admin(people.admin.page);
  const said = Object.values(people).flatMap(({ complaints }) => complaints);
  assert.deepEqual(said, []);
}
