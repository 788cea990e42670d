/** The page can be installed: it begins without a network, never from old code, and says when there is a newer build. */
import assert from "node:assert/strict";
import { isIn } from "./keys.mjs";
import { calm, enter, eventually, read, signIn } from "./stage.mjs";

export const name = "installed: offline start, newest code, update notice, own language";
export const demo = true;

/** The manifest and its icons are there, and the icons have the sizes that it says. */
async function looksInstallable(page) {
  const { icons, start_url: start } = await page.evaluate(async () => (await fetch("/manifest.webmanifest")).json());
  assert.equal(start, "/inbox");
  const sizes = await page.evaluate(
    (all) =>
      Promise.all(
        all.map(async ({ src }) => {
          const { width, height } = await createImageBitmap(await (await fetch(src)).blob());
          return `${width}x${height}`;
        }),
      ),
    icons.filter(({ type }) => type === "image/png"),
  );
  assert.deepEqual(sizes, icons.filter(({ type }) => type === "image/png").map((icon) => icon.sizes));
}

async function beginsOffline(page) {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  // The first load was before the worker: from the second one on it keeps what it hands over.
  await page.goto("/deals");
  await page.locator("tbody tr").first().waitFor();
  await page.goto("/inbox");
  await page.locator("h1").first().waitFor();
  // Its parts come one after the other, and are kept as they come.
  await calm(page);
  await page.context().setOffline(true);
  await page.goto("/inbox");
  await page.getByRole("button", { name: "Try again" }).waitFor();
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator("h1").first().waitFor();
}

/** A newer page on the server is what a navigation gets, kept or not; a tab that is open says so. */
async function prefersNewest(page, server) {
  const kept = await page.evaluate(async () => (await (await caches.open("triangle-build")).match("/")).text());
  assert.match(kept, /assets\/index-/);
  await page.evaluate(async (text) => {
    const old = text.replace(/assets\/index-[\w-]+\.js/, "assets/index-old.js");
    await (await caches.open("triangle-build")).put("/", new Response(old, { headers: { "Content-Type": "text/html" } }));
  }, kept);
  await page.goto("/deals");
  await page.locator("tbody tr").first().waitFor();
  assert.equal(await page.locator("script[src*=index-old]").count(), 0, "no page begins from what is kept");
  assert.equal(await page.evaluate(() => caches.match(`/api/session`).then(Boolean)), false, "no answer is kept");
  const answer = await fetch(`${server.address}/sw.js`);
  assert.equal(answer.headers.get("Cache-Control"), "no-cache");
}

async function saysUpdate(page) {
  assert.equal(await page.locator("[data-update]").count(), 0);
  // As if the script that runs here had been built before the one that the server has.
  await page.evaluate(() => document.querySelector("script[src*='assets/index-']").setAttribute("src", "/assets/index-before.js"));
  await page.evaluate(() => document.querySelectorAll("link[rel=modulepreload]").forEach((link) => link.remove()));
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await page.locator("[data-update]").getByRole("button", { name: "Reload" }).click();
  await page.locator("[data-update]").waitFor({ state: "detached" });
}

export async function journey({ browser, server }) {
  const { page, complaints } = await enter(browser, server, { language: "en", who: "installed", installs: true });
  await signIn(page, "ar@demo.example");
  await looksInstallable(page);
  await beginsOffline(page);
  await prefersNewest(page, server);
  await saysUpdate(page);
  assert.deepEqual(complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED|WebSocket/.test(line)), []);

  const other = await enter(browser, server, { language: "en", who: "new device", isNewDevice: true });
  await other.page.goto("/");
  await other.page.getByRole("heading", { name: "Sign in" }).waitFor();
  await signIn(other.page, "sr@demo.example");
  await other.page.getByRole("heading", { name: "待办", level: 1 }).waitFor();
  await eventually(async () => assert.equal((await read(other.page, "/session")).data.language, "zh"));
  await other.page.keyboard.press("Control+k");
  await other.page.getByRole("option").first().waitFor();
  await isIn(other.page.getByRole("dialog"));
  await other.page.keyboard.press("Enter");
  await other.page.getByRole("dialog").waitFor({ state: "detached" });
  await other.page.evaluate(() => localStorage.setItem("triangle.recent-7", "[]"));
  // What the page still asks for while somebody signs out is refused, and Chromium reports it.
  await calm(other.page);
  await other.page.locator("nav button[aria-haspopup=menu]").click();
  await other.page.getByRole("menuitem", { name: "退出登录" }).click();
  await other.page.locator("form").waitFor();
  const left = await other.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("triangle.recent-")));
  assert.deepEqual(left, [], "what was visited is forgotten at the way out");
  assert.deepEqual(other.complaints, []);
}
