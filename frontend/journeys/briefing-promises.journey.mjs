/** The contract is explained to delivery promise by promise; the one that comes back holds the contract and says so. */
import assert from "node:assert/strict";
import { nodesOf, rooms } from "./find.mjs";
import { doAs, inHandsOf, reach, waiveAll } from "./moves.mjs";
import { enter, read, signIn, write } from "./stage.mjs";

export const name = "promises are answered one by one with the contract's briefing, and a returned one holds the contract";
export const demo = true;

const WHO = ["ar", "fr", "lead", "sr"];
const [KEPT, HELD] = ["驻场两人至终验", "首批门店四周上线"];
const BLOCKED = `有承诺被退回，需要修改或免除：${HELD}`;

const briefingOf = (room) => nodesOf(room).find(({ briefing }) => briefing?.code === "H5");
const gateOf = (room) => nodesOf(room).find(({ gate }) => gate && ["ATC", "ATC-lite"].includes(gate.code));
const seat = (room, role) => room.seats.find((each) => each.role === role)?.person_id;

/** A room of these people whose contract is still to be signed and explained. */
async function roomOf(page, people) {
  const fits = (room) =>
    seat(room, "AR") === people[0] &&
    seat(room, "FR") === people[1] &&
    gateOf(room)?.status === "waiting" &&
    briefingOf(room)?.status === "waiting" &&
    inHandsOf(room, briefingOf(room), people);
  const found = (await rooms(page)).find(({ data }) => fits(data));
  assert.ok(found, "the demo company has an open deal of both");
  return found.data;
}

/** Answers the promises that came with the briefing, in the panel of its node. */
async function answerOneByOne(page) {
  const line = (text) => page.locator("[data-handed] [data-promise]").filter({ hasText: text });
  await line(KEPT).getByRole("button", { name: /^接下/ }).click();
  await line(KEPT).getByText("已接下").waitFor();
  await line(HELD).getByRole("button", { name: /^退回/ }).click();
  await line(HELD).getByText("时间太紧").click();
  await line(HELD).getByLabel("说明").fill("最快八周");
  await line(HELD).getByRole("button", { name: "退回" }).click();
  // The list stays open with its last answer.
  await line(HELD).getByText("被退回").waitFor();
}

export async function journey({ browser, server }) {
  const people = await Promise.all(WHO.map((who) => enter(browser, server, { who })));
  await Promise.all(people.map(({ page }, place) => signIn(page, `${WHO[place]}@demo.example`)));
  const pages = people.map(({ page }) => page);
  const [maker, delivery] = pages;
  const ids = await Promise.all(pages.map(async (page) => (await read(page, "/session")).data.id));
  const room = await roomOf(maker, ids);
  const [gate, briefing] = [gateOf(room), briefingOf(room)];
  await waiveAll(maker, room);
  await reach(pages, room, briefing);
  for (const text of [KEPT, HELD])
    // One after the other: both change the same room.
    // oxlint-disable-next-line no-await-in-loop
    await write(maker, "POST", `/deals/${room.id}/promises`, { body: { text, due_on: "2030-03-31" } });
  const offered = { receiver_ids: [ids[1]], kind: "briefing", message: "合同交底" };
  await write(maker, "POST", `/nodes/${briefing.id}/handoffs`, { body: offered });

  await maker.goto(`/deals/${room.id}?node=${briefing.id}`);
  await maker.getByText(`有承诺还没有答复：${HELD}`).waitFor();
  await delivery.goto(`/deals/${room.id}?node=${briefing.id}`);
  await answerOneByOne(delivery);
  await maker.getByRole("link", { name: BLOCKED }).waitFor();
  // What was taken on holds nothing.
  await maker.getByText(`有承诺还没有答复：${KEPT}`).waitFor({ state: "detached" });

  await doAs(pages, "reopen", gate.id, { reason: "承诺有变，重新核对" });
  await maker.goto(`/deals/${room.id}?node=${gate.id}`);
  await maker.getByRole("link", { name: BLOCKED }).click();
  await maker.locator("[data-promise][data-status=returned]").filter({ hasText: "最快八周" }).waitFor();
  assert.deepEqual(people.flatMap(({ complaints }) => complaints), []);
}
