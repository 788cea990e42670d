/** What a customer was promised reaches delivery live, comes back, and holds the contract until it is taken on. */
import assert from "node:assert/strict";
import { rooms, nodesOf } from "./find.mjs";
import { inHandsOf, reach, waiveAll } from "./moves.mjs";
import { enter, eventually, read, signIn } from "./stage.mjs";

export const name = "a promise holds the contract until delivery takes it on";
export const demo = true;

const gateOf = (room) => nodesOf(room).find(({ gate }) => gate && ["ATC", "ATC-lite"].includes(gate.code));
const seat = (room, role) => room.seats.find((each) => each.role === role).person_id;

/** A room of this AR and FR whose contract is to come, with all that stands before it in the hands of these people. */
async function roomOf(page, people) {
  const [ar, fr] = people;
  const found = (await rooms(page)).find(
    ({ data }) =>
      seat(data, "AR") === ar &&
      seat(data, "FR") === fr &&
      gateOf(data).status === "waiting" &&
      data.handoffs.length < 2 &&
      inHandsOf(data, gateOf(data), people),
  );
  assert.ok(found, "the demo company has an open deal of both");
  return found.data;
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
  await reach(pages, room, gate);
  const signer = await deciderOf([sponsor.page, maker.page], gate);
  assert.ok(signer, "somebody here decides the contract");
  const decider = await signer.context().newPage();

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

  await decider.getByText("有承诺还没有答复：十周内全部上线").waitFor({ state: "hidden" });
  await decider.getByRole("button", { name: "决策" }).click();
  await decider.getByRole("dialog").getByRole("button", { name: "提交结论", exact: true }).click();
  await decider.getByRole("dialog").waitFor({ state: "hidden" });
  await eventually(async () => assert.equal((await read(decider, `/nodes/${gate.id}`)).data.decision?.outcome, "go"));
  assert.deepEqual([...maker.complaints, ...keeper.complaints], []);
}
