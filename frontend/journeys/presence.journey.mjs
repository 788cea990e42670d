/** Two people in one room see each other, on which node, and no longer once the other has left; lists follow by themselves. */
import assert from "node:assert/strict";
import { sharedItems } from "./find.mjs";
import { atRest, calm, enter, eventually, read, signIn, write } from "./stage.mjs";

export const name = "who is here";
export const demo = true;

const present = (page, person) => page.locator(`[data-present="${person.id}"]`);

export async function journey({ browser, server }) {
  const ar = await enter(browser, server, { who: "AR" });
  const sr = await enter(browser, server, { who: "SR", language: "en" });
  await Promise.all([signIn(ar.page, "ar@demo.example"), signIn(sr.page, "sr@demo.example")]);
  const [me, other] = await Promise.all([ar, sr].map(async ({ page }) => (await read(page, "/session")).data));
  const { deal, node } = await sharedItems(ar.page, [me.id, other.id]);
  const visitor = (page, person) => page.locator(`[data-node="${node.id}"] [data-visitor="${person.id}"]`);

  await ar.page.goto(`/deals/${deal}`);
  await ar.page.locator("[data-node]").first().waitFor();
  await calm(ar.page);
  const before = await atRest(ar.page, (page) => page.locator("h1").boundingBox());
  await sr.page.goto(`/deals/${deal}`);
  await present(ar.page, other).waitFor();
  await present(sr.page, me).waitFor();
  assert.equal(await present(ar.page, me).count(), 0, "oneself is no news");
  assert.deepEqual(await ar.page.locator("h1").boundingBox(), before, "whoever comes moves nothing");

  await sr.page.locator(`[data-node="${node.id}"]`).click();
  await visitor(ar.page, other).waitFor();
  await eventually(async () => assert.match(await present(ar.page, other).getAttribute("title"), new RegExp(node.name.zh)));

  await sr.page.context().setOffline(true);
  await sr.page.context().setOffline(false);
  await present(sr.page, me).waitFor();
  await visitor(ar.page, other).waitFor();

  await sr.page.goto("/deals");
  await present(ar.page, other).waitFor({ state: "hidden" });
  const row = sr.page.locator("tbody tr").filter({ has: sr.page.locator(`a[href="/deals/${deal}"]`) });
  await row.waitFor();
  const { data } = await read(ar.page, `/deals/${deal}`);
  await write(ar.page, "PATCH", `/deals/${deal}`, { body: { title: "改了名字的商机" }, version: data.version });
  await row.getByText("改了名字的商机").waitFor();

  assert.deepEqual(ar.complaints, []);
  assert.deepEqual(sr.complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED|WebSocket/.test(line)), []);
}
