/** What a note says: on the page of somebody, and on the server. */
import assert from "node:assert/strict";
import { eventually, read } from "./stage.mjs";

/** Reads the lines of a note without what only this page draws into them: carets of others, and what can be done with a task. */
function readLines() {
  const copy = document.querySelector(".note-text").cloneNode(true);
  for (const drawn of copy.querySelectorAll(".note-caret, label, button")) drawn.remove();
  return [...copy.children].map((line) => line.textContent).join("\n");
}

export const textOf = (page) => page.evaluate(readLines);

/** Both read the same, once what is on its way has come to either. */
export const same = (left, right) => eventually(async () => assert.equal(await textOf(left), await textOf(right), "both see the same"));

/** Waits until the server has these words in a note: what its page says of the words before may still stand there. */
export const keeps = (page, note, words) =>
  eventually(async () => assert.ok((await read(page, `/notes/${note}`)).data.text.includes(words), `the note has “${words}”`));
