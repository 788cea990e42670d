/** A server that restarts, politely or killed, is found again by the pages that are open; none is reloaded, none misses anything. */
import assert from "node:assert/strict";
import { sharedItems } from "./find.mjs";
import { enter, eventually, read, signIn } from "./stage.mjs";

export const name = "the server restarts under open pages";
export const demo = true;

const at = ({ page }, item, state) => page.locator(`[data-item="${item.id}"][data-state="${state}"]`);

export async function journey({ browser, server }) {
  const people = await Promise.all(
    ["ar", "sr"].map(async (who) => {
      const made = await enter(browser, server, { who });
      const open = new Set();
      made.page.on("websocket", (socket) => {
        open.add(socket);
        for (const ending of ["close", "socketerror"]) socket.on(ending, () => open.delete(socket));
      });
      await signIn(made.page, `${who}@demo.example`);
      return { ...made, open, id: (await read(made.page, "/session")).data.id };
    }),
  );
  const [ar, sr] = people;
  const { deal, node, items } = await sharedItems(ar.page, people.map(({ id }) => id));
  for (const { page, open } of people) {
    // What the page before had open is not counted.
    open.clear();
    // oxlint-disable-next-line no-await-in-loop
    await page.goto(`/deals/${deal}?node=${node.id}`);
    // oxlint-disable-next-line no-await-in-loop
    await page.locator(`[data-item="${items[0].id}"]`).waitFor();
    // oxlint-disable-next-line no-await-in-loop
    await page.evaluate(() => (window.isSamePage = true));
  }
  for (const [signal, item, state] of [
    ["SIGTERM", items[0], "done"],
    ["SIGKILL", items[1], "done"],
  ]) {
    // oxlint-disable-next-line no-await-in-loop
    await server.restart(signal);
    // Sent while the line may still be down: it waits for it.
    // oxlint-disable-next-line no-await-in-loop
    await ar.page.locator(`[data-item="${item.id}"] label`).click();
    // oxlint-disable-next-line no-await-in-loop
    await at(ar, item, state).waitFor();
    // oxlint-disable-next-line no-await-in-loop
    await at(sr, item, state).waitFor({ timeout: 40_000 });
    for (const { page } of people) {
      // oxlint-disable-next-line no-await-in-loop
      await page.locator("[role=alert], [data-stale]").first().waitFor({ state: "hidden", timeout: 40_000 });
    }
  }
  for (const { page, complaints, open } of people) {
    // oxlint-disable-next-line no-await-in-loop
    assert.ok(await page.evaluate(() => window.isSamePage), "no page was reloaded");
    // oxlint-disable-next-line no-await-in-loop
    await eventually(() => assert.equal(open.size, 1, "one connection a page"));
    // Chromium itself reports what was asked of a server that had gone; anything else would be ours.
    assert.deepEqual(complaints.filter((line) => !/WebSocket|net::ERR_/.test(line)), []);
  }
}
