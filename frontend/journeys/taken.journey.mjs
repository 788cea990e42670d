/** A hand-off that is withdrawn while its receiver looks stays, grey, until the list is left; another one is put off and taken up again. */
import assert from "node:assert/strict";
import axe from "axe-core";
import { handOver } from "./moves.mjs";
import { enter, eventually, read, signIn, write } from "./stage.mjs";

export const name = "what another takes stays grey, and what is put off comes back";
export const demo = true;

/** Returns what is wrong with the grey card in one appearance. */
async function findings(page, colorScheme) {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor({ state: "attached" });
  const { violations } = await page.evaluate(() => window.axe.run("[data-taken]"));
  return violations.map(({ id, nodes }) => `${colorScheme} ${id} ${nodes[0].failureSummary}`);
}

export async function journey({ browser, server }) {
  const giver = await enter(browser, server, { who: "AR" });
  const receiver = await enter(browser, server, { who: "SR" });
  const { page } = receiver;
  await Promise.all([signIn(giver.page, "ar@demo.example"), signIn(page, "sr@demo.example")]);
  const me = (await read(page, "/session")).data.id;
  await page.goto("/inbox");
  await page.locator("li[data-handoff]").first().waitFor();
  const [withdrawn, kept] = await handOver(giver.page, me, 2);
  await page.reload();
  const card = ({ id }) => page.locator(`li[data-handoff="${id}"]`);
  // A long list has elements only as far as it was scrolled.
  await page.waitForFunction(
    (wanted) => {
      window.scrollTo(0, document.documentElement.scrollHeight);
      return wanted.every((id) => document.querySelector(`li[data-handoff="${id}"]`));
    },
    [withdrawn.id, kept.id],
    { polling: 100 },
  );

  // Over whichever version there is: that its receiver has seen it made another one.
  await write(giver.page, "POST", `/handoffs/${withdrawn.id}/withdraw`);
  const grey = card(withdrawn).and(page.locator("[data-taken=withdrawn]"));
  await grey.waitFor();
  await eventually(async () =>
    assert.equal(await grey.getByRole("button", { name: /接受|退回/ }).count(), 0, "nothing can be done with it any more"),
  );
  await eventually(async () => assert.ok(await grey.getByRole("checkbox").isDisabled()));
  await page.evaluate(axe.source);
  assert.deepEqual([...(await findings(page, "light")), ...(await findings(page, "dark"))], []);

  await card(kept).focus();
  await card(kept).and(page.locator("[data-chosen]")).waitFor();
  await page.keyboard.press("x");
  await card(kept).and(page.locator("[data-picked]")).waitFor();
  const bar = page.getByRole("group", { name: "批量处理" });
  await bar.getByRole("button", { name: "稍后处理" }).click();
  await page.getByRole("menuitem").first().click();
  await page.getByText(/^已将 1 件推迟到/).waitFor();
  const until = async () => (await read(page, `/handoffs/${kept.id}`)).data.receipts.find(({ receiver_id: to }) => to === me).snoozed_until;
  assert.ok(new Date(await until()) > new Date(), "the server knows until when");
  await page.getByRole("button", { name: "撤销" }).click();
  await eventually(async () => assert.equal(await until(), null, "and no longer, once that was undone"));

  await page.goto("/accounts");
  await page.locator("main table, main li").first().waitFor();
  await page.goBack();
  await page.locator("li[data-handoff]").first().waitFor();
  await grey.waitFor({ state: "detached" });
  assert.deepEqual([...giver.complaints, ...receiver.complaints], []);
}
