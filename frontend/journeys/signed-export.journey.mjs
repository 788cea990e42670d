/** A stream is taken away as a signed file; where that is refused, the screen says why, and nothing is saved. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { enter, eventually, read, signIn } from "./stage.mjs";

export const name = "a signed export, and one that is refused";
export const demo = true;

let keys;

/** A folder for the key that is known here, so that it can be spoiled. */
export async function prepare() {
  keys = mkdtempSync(join(tmpdir(), "triangle-keys-"));
  process.once("exit", () => rmSync(keys, { recursive: true, force: true }));
  return { TRIANGLE_KEY_FOLDER: keys };
}

const begin = (page) => page.getByRole("button", { name: "签名导出" });

/** Takes the file and returns its lines. */
async function take(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), begin(page).click()]);
  await page.getByText(`已保存 ${download.suggestedFilename()}`).waitFor();
  return readFileSync(await download.path(), "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
}

async function refused(page, why) {
  await begin(page).click();
  await page.getByRole("alert").filter({ hasText: why }).waitFor();
  await page.getByRole("button", { name: "取消" }).waitFor({ state: "hidden" });
}

/** Begins while the answer is held back, does something, and waits until the request is called off. */
async function calledOff(page, act) {
  await page.route("**/export", () => undefined, { times: 1 });
  await begin(page).click();
  await page.getByText("正在核对并签名…").waitFor();
  await Promise.all([page.waitForEvent("requestfailed", (request) => request.url().endsWith("/export")), act()]);
}

/** Writes to an entry as somebody who owns the database could. */
function tamper(folder, stream) {
  const database = new DatabaseSync(join(folder, "triangle.db"), { timeout: 30_000 });
  database.exec("DROP TRIGGER entry_refuses_update");
  const { changes } = database.prepare("UPDATE entry SET actor = actor + 1 WHERE stream = ? AND seq = 2").run(stream);
  database.close();
  assert.equal(changes, 1);
}

export async function journey({ browser, server }) {
  const { page, complaints } = await enter(browser, server, { who: "AR" });
  const saved = [];
  page.on("download", (download) => saved.push(download.suggestedFilename()));
  await signIn(page, "ar@demo.example");
  const [{ id }] = (await read(page, "/deals?status=open&limit=1")).data;
  await page.goto(`/deals/${id}?tab=activity`);

  const lines = await take(page);
  const last = lines.at(-1);
  assert.deepEqual([last.stream, last.last, saved[0]], [`deal:${id}`, lines.length - 1, `triangle-deal-${id}-1-${last.last}.jsonl`]);

  const key = join(keys, "checkpoint.key");
  const kept = readFileSync(key);
  writeFileSync(key, "no key");
  await refused(page, "TRIANGLE_KEY_FOLDER");
  writeFileSync(key, kept);
  assert.equal((await take(page)).length, lines.length);
  await page.getByRole("alert").waitFor({ state: "hidden" });

  await calledOff(page, () => page.getByRole("button", { name: "取消" }).click());
  await eventually(async () => assert.equal(await begin(page).evaluate((button) => document.activeElement === button), true));
  await page.getByText("正在核对并签名…").waitFor({ state: "hidden" });
  await calledOff(page, () => page.getByRole("tab", { name: "团队" }).click());
  await page.getByRole("tab", { name: "动态" }).click();

  tamper(server.data, `deal:${id}`);
  await refused(page, "第 2 条记录");
  assert.equal(saved.length, 2, "what is refused is not saved");
  // Chromium itself reports each refusal; anything else would be ours.
  assert.deepEqual(complaints.filter((line) => !/status of (409|503)/.test(line)), []);
}
