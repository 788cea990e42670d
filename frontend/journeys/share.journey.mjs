/** A room is shared as the address of what is on screen: copied at a desk, by the device's own sheet on a phone, shown where neither is. */
import assert from "node:assert/strict";
import { dealOf } from "./find.mjs";
import { enter, read, signIn } from "./stage.mjs";

export const name = "a room is shared by its address";
export const demo = true;

const share = (page) => page.locator("[data-share]").click();

/** Somebody who may see the room gets exactly the view that was shared, signing in on the way. */
async function follow({ browser, server, link, title }) {
  const { page, complaints } = await enter(browser, server, { who: "SR" });
  await page.goto(link);
  await page.locator("input[name=email]").fill("sr@demo.example");
  await page.locator("input[name=password]").fill("triangle");
  await page.locator("button[type=submit]").click();
  await page.getByRole("heading", { name: title, level: 1 }).waitFor();
  await page.locator("[role=tab][aria-selected=true]").filter({ hasText: "团队" }).waitFor();
  assert.equal(page.url(), link);
  assert.deepEqual(complaints.filter((line) => !/status of 401/.test(line)), []);
}

/** Whoever is not in the room learns nothing by its address, not even its name. */
async function followInVain({ browser, server, link, title }) {
  const { page } = await enter(browser, server, { who: "admin" });
  await signIn(page, "admin@demo.example");
  await page.goto(link);
  await page.getByRole("heading", { name: "找不到这个页面" }).waitFor();
  assert.equal(await page.getByText(title).count(), 0);
}

/** On a phone the device's own sheet is handed the address and the name; putting it away says nothing. */
async function shareOnPhone({ browser, server, deal }) {
  const { page, context } = await enter(browser, server, { who: "phone", width: 390 });
  await context.addInitScript(() => {
    window.handed = [];
    // There is no sheet without a device: this stands where the browser's own would.
    navigator.share = async (what) => {
      window.handed.push(what);
      if (window.handed.length > 1) throw new DOMException("put away", "AbortError");
    };
    const { matchMedia } = window;
    window.matchMedia = (query) => (query === "(pointer: coarse)" ? { matches: true } : matchMedia.call(window, query));
  });
  await signIn(page, "ar@demo.example");
  await page.goto(`/deals/${deal.id}?tab=team`);
  await share(page);
  await share(page);
  await page.waitForFunction(() => window.handed.length === 2);
  const { url, title } = await page.evaluate(() => window.handed[0]);
  assert.equal(url, page.url());
  assert.ok(title.endsWith(`/ ${deal.title}`), `the sheet is told the name: ${title}`);
  assert.equal(await page.getByText("链接已复制，打开就是这个画面").count(), 0, "what the sheet does is not told twice");
}

/** A page that may not write to the clipboard shows the address. */
async function shareByHand({ browser, server, deal }) {
  const { page, context } = await enter(browser, server, { who: "no clipboard" });
  await context.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await signIn(page, "ar@demo.example");
  await page.goto(`/deals/${deal.id}?tab=team`);
  await share(page);
  await page.getByText(page.url()).waitFor();
}

export async function journey({ browser, server }) {
  const me = await enter(browser, server, { who: "AR" });
  const { page } = me;
  await me.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, "ar@demo.example");
  const { data: people } = await read(page, "/people");
  const ids = ["ar", "sr"].map((who) => people.find(({ email }) => email === `${who}@demo.example`).id);
  const deal = await dealOf(page, ids);
  await page.goto(`/deals/${deal.id}?tab=team`);
  await share(page);
  await page.getByText("链接已复制，打开就是这个画面").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(link, page.url());
  const told = { browser, server, link, title: deal.title, deal };
  await follow(told);
  await followInVain(told);
  await shareOnPhone(told);
  await shareByHand(told);
  assert.deepEqual(me.complaints, []);
}
