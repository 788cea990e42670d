/** From a key in one browser to the letter on the screen of another. */
import { dealOf } from "../journeys/find.mjs";
import { enter, openBrowser, read, signIn, write } from "../journeys/stage.mjs";
import { hearPerson, hearText } from "./probes.mjs";
import { figure, inTurn, ms, quantile } from "./table.mjs";

const LIMIT = 100;

async function press(left, right, place) {
  await left.evaluate(() => (window.acts.length = 0));
  await right.evaluate(() => (window.changes.length = 0));
  await left.keyboard.press("abcdefghij"[place % 10]);
  await right.waitForFunction(() => window.changes.length > 0);
  const [pressed] = await left.evaluate(() => window.acts);
  const [changed] = await right.evaluate(() => window.changes);
  return changed.at - pressed.at;
}

export async function typing({ browser, server, rounds, complain }) {
  const other = await openBrowser();
  const left = await enter(browser, server, { who: "writer" });
  const right = await enter(other, server, { who: "reader" });
  await left.page.addInitScript(hearPerson);
  await Promise.all([signIn(left.page, "ar@demo.example"), signIn(right.page, "sr@demo.example")]);
  const people = await Promise.all([left, right].map(async ({ page }) => (await read(page, "/session")).data.id));
  const { id: deal } = await dealOf(left.page, people);
  const { data } = await write(left.page, "POST", `/deals/${deal}/notes`, { body: { title: "Targets" } });
  await inTurn([left.page, right.page], async (page) => {
    await page.goto(`/deals/${deal}?tab=notes&note=${data.id}`);
    await page.locator('[data-saved="saved"][data-can-write="true"] .note-text').waitFor();
  });
  await right.page.evaluate(hearText, ".note-text");
  await left.page.locator(".note-text").click();
  const took = await inTurn(Array.from({ length: rounds * 2 }).keys(), (place) => press(left.page, right.page, place));
  complain([...left.complaints, ...right.complaints]);
  await left.context.close();
  await other.close();
  const p95 = quantile(took, 0.95);
  return [figure("key → letter in the other browser", `p95 ≤ ${LIMIT} ms`, `p50 ${ms(quantile(took, 0.5))}, p95 ${ms(p95)} of ${took.length}`, p95 <= LIMIT)];
}
