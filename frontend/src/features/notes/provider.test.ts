import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { NoteProvider } from "@/features/notes/provider";
import { FakeNote } from "@/testing/fakeNotes";

let channel: FakeNote;
let doc: Y.Doc;
let provider: NoteProvider;

function start(epoch: string | null = null): NoteProvider {
  provider = new NoteProvider({ note: 7, channel, doc, epoch });
  return provider;
}

const words = (of: Y.Doc) => of.getText("words");
const settle = () => vi.advanceTimersByTimeAsync(0);

async function goLive(): Promise<void> {
  channel.become("live");
  await settle();
}

function typedElsewhere(text: string): Uint8Array {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(channel.server));
  const before = Y.encodeStateVector(other);
  words(other).insert(0, text);
  return Y.encodeStateAsUpdate(other, before);
}

beforeEach(() => {
  vi.useFakeTimers();
  channel = new FakeNote();
  doc = new Y.Doc();
});

afterEach(() => {
  provider.destroy();
  vi.useRealTimers();
});

test("opening brings what the server has", async () => {
  channel.other(typedElsewhere("first"));
  start();
  expect(provider.state.saved).toBe("opening");

  await goLive();

  expect(words(doc).toJSON()).toBe("first");
  expect(provider.state).toEqual({ saved: "saved", canWrite: true, barrier: null, isLarge: false });
});

test("what is typed is saving until it is acknowledged", async () => {
  start();
  await goLive();
  channel.isHolding = true;

  words(doc).insert(0, "a");
  words(doc).insert(1, "b");

  expect(provider.state.saved).toBe("saving");
  expect(provider.isUnsaved).toBe(true);
  channel.flush();
  expect(provider.state.saved).toBe("saved");
  expect(provider.isUnsaved).toBe(false);
  expect(words(channel.server).toJSON()).toBe("ab");
});

test("an older acknowledgement leaves the tail unsaved", async () => {
  start();
  await goLive();
  channel.isHolding = true;
  words(doc).insert(0, "a");
  words(doc).insert(1, "b");

  channel.shout("note.ack", { upto: 1, head: 1 });

  expect(provider.state.saved).toBe("saving");
});

test("what was typed offline is sent on the next opening", async () => {
  channel.other(typedElsewhere("server "));
  start();
  await goLive();
  channel.become("offline");
  expect(provider.state.saved).toBe("offline");

  words(doc).insert(0, "offline ");
  channel.other(typedElsewhere("meanwhile "), false);
  await goLive();

  expect(words(channel.server).toJSON()).toContain("offline");
  expect(words(doc).toJSON()).toBe(words(channel.server).toJSON());
  expect(provider.state.saved).toBe("saved");
});

test("what got lost without an answer is sent again", async () => {
  start();
  await goLive();
  channel.isLosing = true;
  words(doc).insert(0, "lost");
  channel.isLosing = false;

  await vi.advanceTimersByTimeAsync(9_000);

  expect(words(channel.server).toJSON()).toBe("lost");
  expect(provider.state.saved).toBe("saved");
});

test("a gap in what others wrote is found and filled", async () => {
  start();
  await goLive();
  channel.other(typedElsewhere("unheard "), false);

  channel.other(typedElsewhere("heard "));
  await settle();

  expect(words(doc).toJSON()).toBe("heard unheard ");
});

test("another epoch closes the note and touches nothing", async () => {
  words(doc).insert(0, "mine");
  start("0.1");

  await goLive();
  expect(provider.state.saved).toBe("offline");
  words(doc).insert(0, "still ");

  expect(provider.state.barrier).toBe("epoch");
  expect(provider.state.canWrite).toBe(false);
  expect(words(channel.server).toJSON()).toBe("");
  expect(words(doc).toJSON()).toBe("still mine");
});

test("a keystroke goes as text, in one frame; what is pasted goes as bytes", async () => {
  start();
  await goLive();
  words(doc).insert(0, "字");
  words(doc).insert(1, "long ".repeat(1000));

  const sent = channel.told.filter(({ event }) => event === "note.update").map(({ said }) => typeof said.update);
  expect(sent).toEqual(["string", "object"]);
  await expect.poll(() => words(channel.server).toJSON()).toContain("字long");
});

test("a server of an earlier version is sent bytes", async () => {
  channel.takesText = false;
  start();
  await goLive();
  words(doc).insert(0, "字");

  const [sent] = channel.told.filter(({ event }) => event === "note.update");
  expect(sent?.said.update).toBeInstanceOf(Uint8Array);
  await expect.poll(() => words(channel.server).toJSON()).toBe("字");
});

test("a reader is told why and sends nothing", async () => {
  channel.canWrite = false;
  channel.why = "not_member";
  start();

  await goLive();
  words(doc).insert(0, "x");

  expect(provider.state.barrier).toBe("not_member");
  expect(channel.count("note.update")).toBe(0);
});

test("a refusal that passes is tried again, one that does not closes the note", async () => {
  start();
  await goLive();
  channel.isLosing = true;
  words(doc).insert(0, "fast");
  channel.isLosing = false;
  channel.shout("note.nack", { n: 1, code: "too_fast" });

  await vi.advanceTimersByTimeAsync(2_000);
  expect(words(channel.server).toJSON()).toBe("fast");

  channel.shout("note.closed", { code: "revoked" });
  expect(provider.state.barrier).toBe("revoked");
  const opened = channel.opened;
  channel.become("offline");
  await goLive();
  expect(channel.opened).toBe(opened);
});

test("deletions made offline arrive as well", async () => {
  channel.other(typedElsewhere("to be erased"));
  start();
  await goLive();
  channel.become("offline");

  words(doc).delete(0, 6);
  await goLive();

  expect(words(channel.server).toJSON()).toBe("erased");
});

test("what others write waits while a word is composed, and is there afterwards", async () => {
  start();
  await goLive();
  provider.hold(true);
  words(doc).insert(0, "ni");
  channel.other(typedElsewhere("theirs "));
  await settle();

  expect(words(doc).toJSON()).toBe("ni");
  expect(words(channel.server).toJSON()).toContain("ni");
  provider.hold(false);
  expect(words(doc).toJSON()).toBe(words(channel.server).toJSON());
  expect(words(doc).toJSON()).toContain("theirs");
});

test("a gap that is found while a word is composed is filled after it", async () => {
  start();
  await goLive();
  provider.hold(true);
  channel.other(typedElsewhere("unheard "), false);
  channel.other(typedElsewhere("heard "));
  await settle();

  provider.hold(false);

  expect(words(doc).toJSON()).toBe("heard unheard ");
});

test.each(["not_member", "schema", "frozen"] as const)("why a note is only read is said: %s", async (why) => {
  channel.canWrite = false;
  channel.why = why;
  start();

  await goLive();

  expect(provider.state).toMatchObject({ canWrite: false, barrier: why });
});

test("carets are said at most every 120 ms", async () => {
  start();
  await goLive();
  const before = channel.count("note.awareness");

  for (let place = 0; place < 10; place += 1) provider.awareness.setLocalStateField("cursor", { anchor: place });
  await vi.advanceTimersByTimeAsync(121);

  expect(channel.count("note.awareness")).toBe(before + 1);
});

test("a caret stays after the device's clock stepped back", async () => {
  start();
  await goLive();
  provider.awareness.setLocalStateField("cursor", { anchor: 1 });
  await vi.advanceTimersByTimeAsync(1000);
  const before = channel.count("note.awareness");

  vi.setSystemTime(Date.now() - 3_600_000);
  await vi.advanceTimersByTimeAsync(25_000);
  expect(channel.count("note.awareness")).toBe(before + 1);

  await vi.advanceTimersByTimeAsync(60_000);
  expect(channel.count("note.awareness")).toBe(before + 4);
});
