/** Delivery says no, the sponsor takes the risk in writing, and the risk stands in the room and in every file. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { nodesOf, rooms } from "./find.mjs";
import { inHandsOf, reach } from "./moves.mjs";
import { enter, eventually, read, signIn } from "./stage.mjs";

export const name = "a veto is overridden by the sponsor, whose risk stays in the room and in the exports";
export const demo = true;

const WHO = ["ar", "fr", "lead", "sr"];
const RISK = "若产能不足，延期违约金由公司承担";
const python = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));
const ALL_TEXTS = "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read('xl/sharedStrings.xml').decode())";

const reviewOf = (room) => nodesOf(room).find(({ gate }) => gate?.code === "DELIVERABILITY");
const seat = (room, role) => room.seats.find((each) => each.role === role)?.person_id;

/** A room of these people whose deliverability review is to come. */
async function roomOf(page, [ar, fr, sponsor, sr]) {
  const isTheirs = (room) => seat(room, "AR") === ar && seat(room, "FR") === fr && seat(room, "SP") === sponsor;
  const found = (await rooms(page)).find(
    ({ data }) => isTheirs(data) && reviewOf(data)?.status === "waiting" && inHandsOf(data, reviewOf(data), [ar, fr, sponsor, sr]),
  );
  assert.ok(found, "the demo company has a deal of theirs before its review");
  return found.data;
}

/** Has delivery say no in the dialog of the gate. */
async function veto(page) {
  await page.getByRole("button", { name: "决策" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("不通过", { exact: true }).click();
  await dialog.getByLabel("理由").fill("产能不足，最快十周");
  await dialog.getByRole("button", { name: "提交结论" }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** Has the sponsor take the risk in writing. */
async function override(page) {
  await page.getByRole("button", { name: "推翻否决" }).click();
  const dialog = page.getByRole("dialog");
  const act = dialog.getByRole("button", { name: "承担风险并推翻" });
  await eventually(async () => assert.ok(await act.isDisabled(), "there is no override without the risk in writing"));
  await dialog.getByLabel("书面风险").fill(RISK);
  await act.click();
  await dialog.waitFor({ state: "hidden" });
}

/** Takes the matrix of a page away as a file and returns where it lies. */
async function download(page, format) {
  await page.getByRole("button", { name: "导出" }).click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: format }).click()]);
  return file.path();
}

async function textsOf(path) {
  return (await promisify(execFile)(python, ["-c", ALL_TEXTS, path], { maxBuffer: 2 ** 26 })).stdout;
}

export async function journey({ browser, server }) {
  const people = await Promise.all(WHO.map((who) => enter(browser, server, { who })));
  await Promise.all(people.map(({ page }, place) => signIn(page, `${WHO[place]}@demo.example`)));
  const pages = people.map(({ page }) => page);
  const [maker, delivery, sponsor] = pages;
  const room = await roomOf(maker, await Promise.all(pages.map(async (page) => (await read(page, "/session")).data.id)));
  const review = reviewOf(room);
  await reach(pages, room, review);

  await Promise.all([maker, delivery, sponsor].map((page) => page.goto(`/deals/${room.id}?node=${review.id}`)));
  await Promise.all([maker, sponsor].map((page) => page.locator("[data-panel]").waitFor()));
  await veto(delivery);
  const shown = maker.locator("[data-veto=decision]");
  await shown.getByText("产能不足，最快十周").waitFor();
  await shown.getByText("只有赞助人本人可以书面承担风险后推翻").waitFor();
  assert.equal(await maker.getByRole("button", { name: "推翻否决" }).count(), 0, "nobody else overrides");
  await maker.locator(`[data-stopped="${review.id}"]`).waitFor();

  await override(sponsor);
  await Promise.all([maker, delivery, sponsor].map((page) => page.locator("[data-risks]").getByText(RISK).waitFor()));
  await maker.locator("[data-veto=decision][data-overridden]").waitFor();
  await maker.locator(`[data-stopped="${review.id}"]`).waitFor({ state: "detached" });

  await sponsor.goto("/matrix");
  await sponsor.locator("[data-node-line]").first().waitFor();
  assert.ok((await readFile(await download(sponsor, "CSV"), "utf8")).includes(RISK), "rows say the risk");
  assert.ok((await textsOf(await download(sponsor, "Excel"))).includes(RISK), "the workbook says the risk");
  assert.deepEqual(people.flatMap(({ complaints }) => complaints), []);
}
