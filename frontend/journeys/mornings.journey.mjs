/** The morning of each person of the demo company: sign in, answer what waits, look at a room, see what others did. */
import assert from "node:assert/strict";
import { enter, eventually, read, signIn } from "./stage.mjs";

export const name = "five mornings";
export const demo = true;

const PEOPLE = ["ar", "sr", "fr", "lead", "admin"];
const card = (page, id) => page.locator(`li[data-handoff="${id}"]`);
/** Whose receipt it is that a person answers: their own, else that of whom they stand in for. */
const receiptOf = ({ receipts }, me) => receipts.find(({ receiver_id: receiver }) => receiver === me) ?? receipts[0];

async function statusOf(page, id, me) {
  const { data } = await read(page, `/handoffs/${id}`);
  return receiptOf(data, me).status;
}

/** Accepts one card with one click; one that cannot be accepted yet says why, and stays. */
async function accept(page, me, id) {
  await card(page, id).locator("button[aria-keyshortcuts=a]").click();
  const refused = page.locator(`li[data-handoff="${id}"] [role=alert]`);
  return eventually(async () => {
    const [status, isRefused] = [await statusOf(page, id, me), await refused.isVisible()];
    assert.ok(isRefused || ((await card(page, id).count()) === 0 && status !== "offered"), "it is answered, or says why not");
    return status;
  });
}

/** Returns one card with a reason and words. */
async function giveBack(page, me, id) {
  const own = card(page, id);
  await own.locator("button[aria-keyshortcuts=r]").click();
  await own.getByText("资料不全").click();
  await own.locator("textarea").first().fill("缺少客户签字的需求确认单");
  await own.locator("form button[type=submit]").click();
  await own.waitFor({ state: "detached" });
  await eventually(async () => assert.equal(await statusOf(page, id, me), "returned"));
}

/** Goes from the list into a room, to a node and back: the address follows. */
async function lookAtRoom(page) {
  await page.locator("nav a[href='/deals']").click();
  await page.locator("tbody tr").first().waitFor();
  await page.locator("tbody th a").first().click();
  await page.locator("[data-node]").first().waitFor();
  await page.waitForURL(/\/deals\/\d+$/);
  const room = page.url();
  await page.locator("[data-node]").first().click();
  // A copied link shows this node.
  await page.waitForURL(/node=\d+/);
  await page.locator("[data-asked] [data-panel]").waitFor();
  await page.goBack();
  // Back leads to the room, not out of it.
  await page.waitForURL(room);
  await page.getByRole("tab", { name: "团队" }).click();
  await page.locator("table").first().waitFor();
  await page.getByRole("tab", { name: "动态" }).click();
  await page.locator("ol li").first().waitFor();
}

async function answerInbox(page, me) {
  const waiting = (await read(page, "/inbox")).data.map(({ handoff }) => handoff.id);
  if (waiting.length === 0) {
    await page.locator("main").getByRole("heading", { level: 1 }).waitFor();
    return [];
  }
  await card(page, waiting[0]).waitFor();
  await eventually(async () => assert.match(await page.title(), new RegExp(`^\\(${waiting.length}\\)`), "the tab says how many wait"));
  const [first, second] = waiting;
  const said = [await accept(page, me, first)];
  if (second) {
    await giveBack(page, me, second);
    said.push("returned");
  }
  return said;
}

async function morning(browser, server, person) {
  const { page, context, complaints } = await enter(browser, server, { who: person });
  await signIn(page, `${person}@demo.example`);
  // Whoever leads begins with the overview.
  await page.waitForURL(person === "lead" ? "**/overview" : "**/inbox");
  await page.locator("nav a[href='/inbox']").click();
  const me = (await read(page, "/session")).data.id;
  const said = await answerInbox(page, me);
  await lookAtRoom(page);
  if (person === "lead") {
    await page.locator("nav a[href='/matrix']").click();
    await page.locator("[data-node-line]").first().waitFor();
  }
  if (person === "admin") {
    await page.goto("/admin");
    await page.locator("tbody tr").first().waitFor();
  }
  await context.close();
  // A briefing with promises that nobody has answered is refused, which Chromium itself reports.
  return { person, said, complaints: complaints.filter((line) => !/status of 409/.test(line)) };
}

export async function journey({ browser, server }) {
  const mornings = [];
  // One after the other: what one of them answers, the next one sees.
  // oxlint-disable-next-line no-await-in-loop
  for (const person of PEOPLE) mornings.push(await morning(browser, server, person));
  assert.deepEqual(mornings.flatMap(({ complaints }) => complaints), []);
  const said = mornings.flatMap((each) => each.said);
  assert.ok(said.includes("accepted") && said.includes("returned"), `somebody accepted and somebody returned: ${said}`);
  for (const { person, said: own } of mornings.slice(0, 3)) assert.ok(own.length > 0, `something waits for ${person}`);
}
