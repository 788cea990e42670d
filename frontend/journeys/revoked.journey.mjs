/** Whoever is taken out of a room while looking at it is told so at once, and their page asks for nothing of it again. */
import assert from "node:assert/strict";
import { rooms } from "./find.mjs";
import { calm, enter, eventually, read, signIn, write } from "./stage.mjs";

export const name = "taken out of a room";
export const demo = true;

export async function journey({ browser, server }) {
  const ar = await enter(browser, server, { who: "AR" });
  const sr = await enter(browser, server, { who: "SR" });
  await Promise.all([signIn(ar.page, "ar@demo.example"), signIn(sr.page, "sr@demo.example")]);
  const me = (await read(sr.page, "/session")).data;
  const people = (await read(ar.page, "/people?limit=200")).data;
  const accounts = (await read(ar.page, "/accounts?limit=200")).data;
  const account = accounts.find(({ seats }) => seats.some(({ role, person_id }) => role === "SR" && person_id === me.id) && seats.some(({ role }) => role === "AR"));
  const body = { account_id: account.id, title: "同城灾备", playbook: "KD", amount: 100, currency: "CNY" };
  const { data: deal } = await write(ar.page, "POST", "/deals", { body });
  const known = (await rooms(ar.page)).find(({ data }) => data.id === deal.id);
  assert.ok(known.data.members.includes(me.id));

  await sr.page.goto(`/deals/${deal.id}`);
  await sr.page.locator("[data-node]").first().waitFor();
  // What was asked for when the room opened is not asked for again.
  await calm(sr.page);
  const asked = [];
  sr.page.on("request", (request) => request.url().includes("/api/") && asked.push(new URL(request.url()).pathname));
  const stranger = people.find(({ id, is_guest: isGuest }) => !isGuest && !known.data.members.includes(id));
  await write(ar.page, "PUT", `/deals/${deal.id}/seats/SR`, {
    body: { person_id: stranger.id, reason: "调岗" },
    version: known.data.version,
  });
  await sr.page.getByRole("heading", { name: "您已离开这个作战室" }).waitFor();
  await sr.page.getByText("将您移出了成员名单").waitFor();
  assert.deepEqual(asked.filter((path) => path.startsWith(`/api/deals/${deal.id}`)), [], "nothing is asked for again");
  await eventually(async () => assert.equal(await sr.page.locator("[data-node]").count(), 0));

  await sr.page.getByRole("button", { name: "重试" }).click();
  await sr.page.getByText("您无权查看").waitFor();
  assert.deepEqual(ar.complaints, []);
  assert.deepEqual(sr.complaints.filter((line) => !/status of 404/.test(line)), []);
}
