/** A gate that is decided on two devices at once: a decision is mine or theirs as a whole, and is seen before it is replaced. */
import assert from "node:assert/strict";
import { gateToDecide } from "./find.mjs";
import { enter, eventually, read, signIn, write } from "./stage.mjs";
import { beFaster, choiceIsOpen } from "./faster.mjs";

export const name = "a gate that is decided on two devices at once";
export const demo = true;

const DECIDE = "**/api/nodes/*/decide";

/** Opens the dialog, writes a decision, and is refused: on the other device it was decided meanwhile. */
async function collide(page, other, node, { mine, theirs }) {
  await page.getByRole("button", { name: "决策" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("不通过", { exact: true }).click();
  await dialog.getByLabel("理由").fill(mine);
  const hold = async () => {
    const { version } = (await read(other, `/nodes/${node}`)).data;
    await write(other, "POST", `/nodes/${node}/decide`, { body: { outcome: "hold", reason: theirs, conditions: [] }, version });
  };
  await beFaster(page, DECIDE, hold, "POST");
  await dialog.getByRole("button", { name: "提交结论" }).click();
  await choiceIsOpen(page);
  await page.unroute(DECIDE);
  await eventually(async () =>
    assert.deepEqual(await dialog.locator("[data-compare] tbody td").allInnerTexts(), [`不通过\n${mine}`, `暂缓\n${theirs}`]),
  );
  await eventually(async () => assert.equal(await dialog.getByLabel("理由").inputValue(), mine, "what was typed stays"));
  return dialog;
}

const decided = async (page, node) => {
  const { outcome, reason } = (await read(page, `/nodes/${node}`)).data.decision;
  return [outcome, reason];
};

export async function journey({ browser, server }) {
  const desk = await enter(browser, server, { who: "desk" });
  const phone = await enter(browser, server, { who: "phone", width: 390 });
  await Promise.all([desk, phone].map(({ page }) => signIn(page, "fr@demo.example")));
  const { page } = desk;
  const { deal, id } = await gateToDecide(page);
  await Promise.all([desk, phone].map((each) => each.page.goto(`/deals/${deal}?node=${id}`)));
  await phone.page.locator("[data-panel]").waitFor();

  const first = await collide(page, phone.page, id, { mine: "预算没有批准", theirs: "等董事会" });
  const { name: me } = (await read(page, "/session")).data;
  await first.getByText(`${me} 于`).waitFor();
  await first.getByRole("button", { name: "采用对方的" }).click();
  await first.waitFor({ state: "detached" });
  assert.deepEqual(await decided(page, id), ["hold", "等董事会"], "taking theirs sends nothing");

  const second = await collide(page, phone.page, id, { mine: "预算仍没有批准", theirs: "再等一周" });
  await second.getByLabel("理由").fill("预算仍没有批准，客户已改期");
  await second.getByRole("button", { name: "采用我的" }).click();
  await second.waitFor({ state: "detached" });
  await eventually(async () => assert.deepEqual(await decided(page, id), ["no_go", "预算仍没有批准，客户已改期"]));
  await phone.page.getByText("预算仍没有批准，客户已改期").first().waitFor();

  assert.deepEqual(phone.complaints, []);
  // Chromium itself reports each refusal; anything else would be ours.
  assert.deepEqual(desk.complaints.filter((line) => !/status of 412/.test(line)), []);
}
