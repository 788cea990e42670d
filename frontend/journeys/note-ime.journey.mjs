/** Two hundred Chinese compositions while another person types into the same line: nothing is lost or torn apart. */
import assert from "node:assert/strict";
import { dealOf } from "./find.mjs";
import { same, textOf } from "./note-text.mjs";
import { enter, eventually, read, signIn, write } from "./stage.mjs";

export const name = "Chinese compositions with edits of others inside";
export const demo = true;

const COMPOSITIONS = 200;
const WORDS = [
  ["n", "ni", "ni h", "ni hao", "你好"],
  ["k", "ke", "ke h", "ke hu", "客户"],
  ["f", "fang", "fang a", "fang an", "方案"],
  ["j", "jiao", "jiao f", "jiao fu", "交付"],
];

const sorted = (letters) => [...letters].toSorted().join("");
const saved = (page) => page.locator('[data-saved="saved"][data-can-write="true"]').waitFor();

/** Waits until the page has been told of an update by its socket. */
const told = (page) => new Promise((resolve) => page.hearing.add(resolve));

function listen(page) {
  page.hearing = new Set();
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => hear(page, String(payload))));
}

function hear(page, frame) {
  if (!frame.includes("note.update")) return;
  for (const resolve of page.hearing) resolve();
  page.hearing.clear();
}

/** Composes one word as an input method does, and calls `amid` while its letters are still underlined. */
async function compose(ime, steps, amid) {
  const last = steps.at(-1);
  for (const [place, text] of steps.slice(0, -1).entries()) {
    // Letters follow each other.
    // oxlint-disable-next-line no-await-in-loop
    await ime.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    // oxlint-disable-next-line no-await-in-loop
    if (place === 1) await amid();
  }
  await ime.send("Input.insertText", { text: last });
}

export async function journey({ browser, server }) {
  const left = await enter(browser, server, { who: "AR" });
  const right = await enter(browser, server, { who: "SR" });
  listen(left.page);
  await Promise.all([signIn(left.page, "ar@demo.example"), signIn(right.page, "sr@demo.example")]);
  const people = await Promise.all([left, right].map(async ({ page }) => (await read(page, "/session")).data.id));
  const room = await dealOf(left.page, people);
  const { data: note } = await write(left.page, "POST", `/deals/${room.id}/notes`, { body: { title: "输入法" } });
  const address = `/deals/${room.id}?tab=notes&note=${note.id}`;
  await Promise.all([left.page.goto(address), right.page.goto(address)]);
  await Promise.all([saved(left.page), saved(right.page)]);

  // Two lines: the other person types in front of the same line, at its end, and in the line below, in turn.
  await left.page.locator(".note-text").click();
  await left.page.keyboard.type("《》");
  await left.page.keyboard.press("Enter");
  await left.page.keyboard.type("below");
  await right.page.locator(".note-text").filter({ hasText: "below" }).waitFor();
  await left.page.locator(".note-text p").first().click();
  await left.page.keyboard.press("Home");
  await left.page.keyboard.press("ArrowRight");
  const ime = await left.context.newCDPSession(left.page);
  const at = [
    () => right.page.keyboard.press("Control+Home"),
    async () => {
      await right.page.keyboard.press("Control+Home");
      await right.page.keyboard.press("End");
    },
    () => right.page.keyboard.press("Control+End"),
  ];
  await right.page.locator(".note-text").click();
  let [expected, typed] = ["", ""];
  for (let turn = 0; turn < COMPOSITIONS; turn += 1) {
    const steps = WORDS[turn % WORDS.length];
    const mark = `${turn};`;
    const amid = async () => {
      await at[turn % at.length]();
      const heard = told(left.page);
      await right.page.keyboard.type(mark);
      await heard;
    };
    // One composition at a time: there is one input method.
    // oxlint-disable-next-line no-await-in-loop
    await compose(ime, steps, amid);
    expected += steps.at(-1);
    typed += mark;
  }
  await Promise.all([saved(left.page), saved(right.page)]);
  // What is saved may still be on its way to the other.
  await same(left.page, right.page);

  const text = await textOf(left.page);
  const composed = text.replaceAll(/[\d;]/g, "");
  assert.equal(composed, `《${expected}》\nbelow`, "every composed word is there once, in the order of typing, and nothing else");
  assert.equal(sorted(text.replaceAll(/[^\d;]/g, "")), sorted(typed), "so is every key of the other");
  await eventually(async () =>
    assert.equal((await read(left.page, `/notes/${note.id}`)).data.text.replaceAll(/\s/g, ""), text.replaceAll(/\s/g, "")),
  );
  assert.deepEqual([...left.complaints, ...right.complaints], []);
}
