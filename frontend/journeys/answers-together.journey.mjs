/** Two hand-offs are picked and accepted together by keyboard: the table says so, the inbox lets go of both, the server knows. */
import assert from "node:assert/strict";
import { handOver } from "./moves.mjs";
import { enter, eventually, read, signIn } from "./stage.mjs";

export const name = "two hand-offs are accepted together";
export const demo = true;

/** Picks a card as whoever works by keyboard does. */
async function pick(page, card) {
  await card.focus();
  await card.and(page.locator("[data-chosen]")).waitFor();
  await page.keyboard.press("x");
  await card.and(page.locator("[data-picked]")).waitFor();
}

export async function journey({ browser, server }) {
  const giver = await enter(browser, server, { who: "AR" });
  const receiver = await enter(browser, server, { who: "SR" });
  const { page } = receiver;
  await Promise.all([signIn(giver.page, "ar@demo.example"), signIn(page, "sr@demo.example")]);
  const me = (await read(page, "/session")).data.id;
  const handed = await handOver(giver.page, me, 2);
  const ids = handed.map(({ id }) => id);
  const card = (id) => page.locator(`li[data-handoff="${id}"]`);

  await page.goto("/inbox");
  await page.locator("li[data-handoff]").first().waitFor();
  // A long list has elements only as far as it was scrolled.
  await page.waitForFunction(
    (wanted) => {
      window.scrollTo(0, document.documentElement.scrollHeight);
      return wanted.every((id) => document.querySelector(`li[data-handoff="${id}"]`));
    },
    ids,
    { polling: 100 },
  );
  const before = (await read(page, "/inbox?limit=200")).data.map(({ handoff }) => handoff.id);
  for (const id of ids)
    // oxlint-disable-next-line no-await-in-loop
    await pick(page, card(id));
  await page.getByText("已选 2 件", { exact: true }).waitFor();
  await page.keyboard.press("a");

  const dialog = page.getByRole("dialog", { name: "接受 2 件交接" });
  await dialog.locator("[data-accepted=done]").waitFor();
  await dialog.getByText("已接受 2 件，未接受 0 件。").waitFor();
  await eventually(async () => {
    const outcomes = await dialog.locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.dataset.outcome));
    assert.deepEqual(outcomes, ["accepted", "accepted"]);
  });
  await dialog.getByRole("button", { name: "关闭" }).last().click();
  await dialog.waitFor({ state: "detached" });
  await Promise.all(ids.map((id) => card(id).waitFor({ state: "detached" })));

  const answers = await Promise.all(ids.map((id) => read(page, `/handoffs/${id}`)));
  const mine = answers.map(({ data }) => data.receipts.find(({ receiver_id: to }) => to === me).status);
  assert.deepEqual(mine, ["accepted", "accepted"]);
  const left = new Set((await read(page, "/inbox?limit=200")).data.map(({ handoff }) => handoff.id));
  assert.deepEqual(before.filter((id) => !left.has(id)).toSorted(), ids.toSorted(), "these two were answered, and nothing else");
  assert.deepEqual([...giver.complaints, ...receiver.complaints], []);
}
