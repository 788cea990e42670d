/** What a customer was promised reaches delivery live, comes back, and holds the contract until it is taken on. */
import assert from "node:assert/strict";
import { rooms, nodesOf } from "./find.mjs";
import { enter, read, signIn, write } from "./stage.mjs";

export const name = "a promise holds the contract until delivery takes it on";
export const demo = true;

const gateOf = (room) => nodesOf(room).find(({ gate }) => gate && ["ATC", "ATC-lite"].includes(gate.code));
const seat = (room, role) => room.seats.find((each) => each.role === role).person_id;

const isOpen = ({ status }) => !["done", "skipped"].includes(status);
const upToContract = (room) => nodesOf(room).slice(0, nodesOf(room).indexOf(gateOf(room)) + 1);

/** A room of this AR and FR whose contract is to come, with all that stands before it in the hands of these people. */
async function roomOf(page, people) {
  const [ar, fr] = people;
  const isOurs = (room, node) =>
    room.responsibilities.some((row) => row.node_id === node.id && row.duty === "A" && people.includes(row.person_id));
  const found = (await rooms(page)).find(
    ({ data }) =>
      seat(data, "AR") === ar &&
      seat(data, "FR") === fr &&
      gateOf(data).status === "waiting" &&
      data.handoffs.length < 2 &&
      upToContract(data).filter(isOpen).every((node) => isOurs(data, node)),
  );
  assert.ok(found, "the demo company has an open deal of both");
  return found.data;
}

/** Has everything answered that the demo company has left open, so that one promise alone is in the way. */
async function waiveAll(page, room) {
  for (const promise of room.promises.filter(({ status }) => ["open", "returned"].includes(status)))
    // oxlint-disable-next-line no-await-in-loop
    await write(page, "POST", `/promises/${promise.id}/waive`, { body: { reason: "客户同意" } });
}

/** Does something to a node as the first of some people who may. */
async function doAs(pages, verb, id, body = {}) {
  for (const page of pages) {
    // oxlint-disable-next-line no-await-in-loop
    const { can, data } = await read(page, `/nodes/${id}`);
    // oxlint-disable-next-line no-await-in-loop
    if (can?.includes(verb)) return write(page, "POST", `/nodes/${id}/${verb}`, { body, version: data.version });
  }
  const { data } = await read(pages[0], `/nodes/${id}`);
  throw new Error(`nobody may ${verb} node ${data.code}, which is ${data.status}`);
}

/** Leaves out what stands before the contract and begins it. */
async function reachContract(pages, room) {
  for (const { id } of upToContract(room).slice(0, -1).filter(isOpen))
    // oxlint-disable-next-line no-await-in-loop
    await doAs(pages, "skip", id, { reason: "集团统一办理" });
  await doAs(pages, "start", gateOf(room).id);
}

/** Returns the page of whoever decides a gate. */
async function deciderOf(pages, gate) {
  const replies = await Promise.all(pages.map((page) => read(page, `/nodes/${gate.id}`)));
  return pages[replies.findIndex(({ can }) => can?.includes("decide"))];
}

export async function journey({ browser, server }) {
  const names = ["ar", "fr", "lead", "sr"];
  const people = await Promise.all(names.map((who) => enter(browser, server, { who })));
  await Promise.all(people.map(({ page }, place) => signIn(page, `${names[place]}@demo.example`)));
  const pages = people.map(({ page }) => page);
  const [maker, keeper, sponsor] = people;
  const ids = await Promise.all(pages.map(async (page) => (await read(page, "/session")).data.id));
  const room = await roomOf(maker.page, ids);
  const gate = gateOf(room);
  await waiveAll(maker.page, room);
  await reachContract(pages, room);
  const signer = await deciderOf([sponsor.page, maker.page], gate);
  assert.ok(signer, "somebody here decides the contract");
  const decider = await signer.context().newPage();
  decider.setDefaultTimeout(10_000);

  await Promise.all([maker.page.goto(`/deals/${room.id}?tab=promises`), keeper.page.goto(`/deals/${room.id}?tab=promises`)]);
  await keeper.page.locator("[data-burn-down]").waitFor();
  await keeper.page.evaluate(() => (window.isSamePage = true));
  await maker.page.getByRole("button", { name: "记下承诺" }).click();
  const dialog = maker.page.getByRole("dialog");
  await dialog.getByLabel("承诺了什么").fill("六周内全部上线");
  await dialog.getByLabel("兑现期限").fill("2030-03-31");
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.waitFor({ state: "hidden" });

  const line = keeper.page.locator("[data-promise]").filter({ hasText: "六周内全部上线" });
  await line.getByRole("button", { name: /^退回/ }).click();
  await line.getByText("时间太紧").click();
  await line.getByLabel("说明").fill("最快十周");
  await line.getByRole("button", { name: "退回" }).click();
  await keeper.page.locator("[data-promise][data-status=returned]").filter({ hasText: "最快十周" }).waitFor();
  await maker.page.locator("[data-promise][data-status=returned]").filter({ hasText: "最快十周" }).waitFor();
  assert.ok(await keeper.page.evaluate(() => window.isSamePage), "the promise came without a reload");

  await decider.goto(`/deals/${room.id}?node=${gate.id}`);
  await decider.getByText("有承诺被退回，需要修改或免除：六周内全部上线").waitFor();
  await decider.getByRole("button", { name: "决策" }).click();
  await decider.getByRole("dialog").getByRole("button", { name: "提交结论", exact: true }).click();
  await decider.getByRole("dialog").getByText("还有未完成的事项").waitFor();
  await decider.getByRole("dialog").getByRole("button", { name: "取消" }).click();

  const mine = maker.page.locator("[data-promise]").filter({ hasText: "六周内全部上线" });
  await mine.getByRole("button", { name: /^修改/ }).click();
  await dialog.getByLabel("承诺了什么").fill("十周内全部上线");
  await dialog.getByRole("button", { name: "保存" }).click();
  const revised = keeper.page.locator("[data-promise][data-status=open]").filter({ hasText: "十周内全部上线" });
  await revised.getByRole("button", { name: /^接下/ }).click();
  await maker.page.locator("[data-promise][data-status=accepted]").filter({ hasText: "十周内全部上线" }).waitFor();

  await decider.getByText("十周内全部上线").waitFor({ state: "hidden" });
  await decider.getByRole("button", { name: "决策" }).click();
  await decider.getByRole("dialog").getByRole("button", { name: "提交结论", exact: true }).click();
  await decider.getByRole("dialog").waitFor({ state: "hidden" });
  assert.equal((await read(decider, `/nodes/${gate.id}`)).data.decision.outcome, "go");
  assert.deepEqual([...maker.complaints, ...keeper.complaints], []);
}
