// @vitest-environment happy-dom
/** One editor and somebody else who writes through the server: whose undo takes back whose words, and what a clock does to it. */
import { Editor } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { FIELD, content } from "@/features/notes/extensions";
import { plainOf } from "@/features/notes/plain";
import { NoteProvider } from "@/features/notes/provider";
import { FakeNote } from "@/testing/fakeNotes";

const host = { words: () => ({ box: "", make: "", made: "" }), make: () => undefined, show: null };
let channel: FakeNote;
let provider: NoteProvider;
let editor: Editor;

async function open(): Promise<void> {
  const doc = new Y.Doc();
  provider = new NoteProvider({ note: 7, channel, doc, epoch: null });
  channel.become("live");
  await vi.advanceTimersByTimeAsync(0);
  editor = new Editor({ injectCSS: false, extensions: [...content(host), Collaboration.configure({ document: doc, field: FIELD })] });
}

/** Somebody else's words, as a line of their own at the end. */
function othersWrite(words: string): void {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(channel.server));
  const before = Y.encodeStateVector(other);
  const line = new Y.XmlElement("paragraph");
  line.insert(0, [new Y.XmlText(words)]);
  other.getXmlFragment(FIELD).push([line]);
  channel.other(Y.encodeStateAsUpdate(other, before));
}

async function write(words: string): Promise<void> {
  editor.commands.insertContentAt(1, words);
  await vi.advanceTimersByTimeAsync(1_000);
}

beforeEach(() => {
  vi.useFakeTimers();
  channel = new FakeNote();
});

afterEach(() => {
  editor.destroy();
  provider.destroy();
  vi.useRealTimers();
});

test("undo takes one's own words back and leaves those of others, and redo brings one's own again", async () => {
  await open();
  await write("first ");
  othersWrite("theirs");
  await write("second ");
  othersWrite("theirs too");
  expect(plainOf(editor)).toBe("second first \ntheirs\ntheirs too");

  // To Yjs, whose clock no test turns, both were typed in one breath.
  editor.commands.undo();
  expect(plainOf(editor)).toBe("theirs\ntheirs too");
  expect(channel.server.getXmlFragment(FIELD).toJSON()).not.toContain("first");
  editor.commands.redo();

  expect(plainOf(editor)).toBe("second first \ntheirs\ntheirs too");
  expect(channel.server.getXmlFragment(FIELD).toJSON()).toContain("second first");
});

test("there is nothing to undo in what others wrote", async () => {
  await open();
  othersWrite("theirs");

  editor.commands.undo();

  expect(plainOf(editor)).toContain("theirs");
});

test("a device whose clock steps back an hour, and on again, loses and doubles nothing", async () => {
  await open();
  const now = Date.now();
  await write("before ");
  vi.setSystemTime(now - 3_600_000);
  await write("behind ");
  channel.become("offline");
  await write("offline ");
  vi.setSystemTime(now + 3_600_000);
  channel.become("live");
  await write("ahead ");

  expect(plainOf(editor)).toBe("ahead offline behind before ");
  expect(channel.server.getXmlFragment(FIELD).toJSON()).toContain("ahead offline behind before");
  expect(provider.state.saved).toBe("saved");
});
