/** Hostile bytes in a note draw nothing that runs; who may only read cannot write; who is taken out is told at once. */
import assert from "node:assert/strict";
import { io } from "socket.io-client";
import * as Y from "yjs";
import { enter, eventually, read, signIn } from "./stage.mjs";

export const name = "hostile bytes, readers and leavers in a note";
export const demo = true;

/** A deal of this AR in whose room the SR is too. */
async function sharedDeal(page, ar, sr) {
  const { data } = await read(page, "/deals?limit=200&status=open");
  for (const { id } of data) {
    // Rooms are looked at one after the other until one fits.
    // oxlint-disable-next-line no-await-in-loop
    const room = (await read(page, `/deals/${id}`)).data;
    const seat = room.seats.find(({ role }) => role === "SR");
    const isAr = room.seats.some(({ role, person_id }) => role === "AR" && person_id === ar);
    if (isAr && seat?.person_id === sr && room.members.includes(sr)) return room;
  }
  throw new Error("the demo company has a deal of both");
}

function send(page, method, path, body) {
  return page.evaluate(
    async ([url, said, verb]) => {
      const { csrf } = await (await fetch("/api/session")).json();
      const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf, "If-Match": "*" };
      const options = { method: verb, headers, body: JSON.stringify(said) };
      const answer = await fetch(`/api${url}`, options);
      return { status: answer.status, ...(await answer.json()) };
    },
    [path, body, method],
  );
}

function element(tag, attributes, children) {
  const made = new Y.XmlElement(tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.insert(0, children);
  return made;
}

function linked(words, href) {
  const text = new Y.XmlText();
  text.insert(0, words, { link: { href, onclick: "window.isHurt=true", target: "_self" } });
  return text;
}

function marked(words) {
  const text = new Y.XmlText();
  text.insert(0, words, { evil: { onclick: "window.isHurt=true" } });
  return text;
}

const plain = (words) => new Y.XmlText(words);

/** Everything that should never come alive, written as the shared type itself. */
function attack(doc) {
  const root = doc.getXmlFragment("prosemirror");
  const before = Y.encodeStateVector(doc);
  doc.transact(() => {
    root.insert(0, [
      element("paragraph", { onclick: "window.isHurt=true", style: "position:fixed;inset:0" }, [
        linked("run me", "javascript:window.isHurt=true"),
        linked(" data", "data:text/html,<script>window.isHurt=true</script>"),
        linked(" fine", "https://example.com/"),
      ]),
      element("paragraph", {}, [plain("<img src=x onerror=window.isHurt=true><script>window.isHurt=true</script>")]),
      element("heading", { level: '2"><script>window.isHurt=true</script>' }, [plain("level")]),
      element("taskList", {}, [
        element("taskItem", { checked: "javascript:1", onmouseover: "window.isHurt=true" }, [element("paragraph", {}, [plain("task")])]),
      ]),
      element("iframe", { src: "javascript:window.isHurt=true" }, []),
      element("script", {}, [plain("window.isHurt=true")]),
      element("paragraph", {}, [marked("unknown mark")]),
      element("paragraph", {}, [element("mention", { id: "<b>1</b>", label: "<img src=x onerror=window.isHurt=true>" }, [])]),
    ]);
  });
  return Y.encodeStateAsUpdate(doc, before);
}

/** Sends bytes to a note as the person of a page. */
async function sendRaw(server, { session, csrf }, note, update) {
  const socket = io(server.address, {
    transports: ["websocket"],
    reconnection: false,
    auth: { csrf, protocol: 1 },
    extraHeaders: { Cookie: `triangle_session=${session}`, Origin: server.address },
  });
  const doc = new Y.Doc();
  const opened = await socket
    .timeout(30_000)
    .emitWithAck("note.open", { note, client: doc.clientID, schema: 1, epoch: null, vector: Y.encodeStateVector(doc) });
  Y.applyUpdate(doc, new Uint8Array(opened.update));
  const answered = new Promise((resolve) => {
    socket.once("note.ack", () => resolve("ack"));
    socket.once("note.nack", ({ code }) => resolve(code));
  });
  socket.emit("note.update", { note, epoch: opened.epoch, n: 1, update: update(doc) });
  const answer = await answered;
  socket.disconnect();
  return answer;
}

export async function journey({ browser, server }) {
  const left = await enter(browser, server, { who: "AR" });
  const right = await enter(browser, server, { who: "SR" });
  const above = await enter(browser, server, { who: "lead" });
  await Promise.all([
    signIn(left.page, "ar@demo.example"),
    signIn(right.page, "sr@demo.example"),
    signIn(above.page, "lead@demo.example"),
  ]);
  const ar = (await read(left.page, "/session")).data;
  const { data: sr } = await read(right.page, "/session");
  const room = await sharedDeal(left.page, ar.id, sr.id);
  const note = (await send(left.page, "POST", `/deals/${room.id}/notes`, { title: "target", template: "blank" })).data.id;
  const address = `/deals/${room.id}?tab=notes&note=${note}`;
  await Promise.all([left.page.goto(address), right.page.goto(address)]);
  await left.page.locator('[data-saved="saved"][data-can-write="true"]').waitFor();

  const cookie = (await right.context.cookies()).find(({ name: key }) => key === "triangle_session").value;
  const { csrf } = await read(right.page, "/session");
  assert.equal(await sendRaw(server, { session: cookie, csrf }, note, attack), "ack");
  const text = left.page.locator(".note-text");
  await text.filter({ hasText: "run me" }).waitFor();
  const addresses = () => text.locator("a").evaluateAll((all) => all.map((each) => each.getAttribute("href")));
  await eventually(async () => assert.deepEqual(await addresses(), ["https://example.com/"]));
  await text.getByText("run me").click();
  const alive = await text.locator("script, img:not(.ProseMirror-separator), iframe, [onclick], [onerror], [onmouseover], [style*=fixed]").count();
  assert.equal(alive, 0);
  assert.equal(await left.page.evaluate(() => window.isHurt), undefined);

  await above.page.goto(address);
  await above.page.locator('[data-saved="saved"][data-can-write="true"]').waitFor();
  const seated = await send(left.page, "PUT", `/deals/${room.id}/seats/SP`, { person_id: sr.id, reason: "换赞助人" });
  assert.equal(seated.status, 200, JSON.stringify(seated));
  await above.page.getByText("你只能阅读这篇笔记").waitFor();
  await eventually(async () => assert.equal(await above.page.locator(".note-text").getAttribute("contenteditable"), "false"));
  const leaderCookie = (await above.context.cookies()).find(({ name: key }) => key === "triangle_session").value;
  const leader = await read(above.page, "/session");
  assert.equal(await sendRaw(server, { session: leaderCookie, csrf: leader.csrf }, note, attack), "read_only");

  const people = (await read(left.page, "/people?limit=200")).data;
  const other = people.find(({ id, is_guest, is_active }) => is_active && !is_guest && !room.members.includes(id)).id;
  for (const role of ["SP", "SR"]) {
    // One seat after the other: the last one that somebody leaves takes them out of the room.
    // oxlint-disable-next-line no-await-in-loop
    const moved = await send(left.page, "PUT", `/deals/${room.id}/seats/${role}`, { person_id: other, reason: "调岗" });
    assert.equal(moved.status, 200, JSON.stringify(moved));
  }
  await eventually(async () => assert.ok(!(await read(left.page, `/deals/${room.id}`)).data.members.includes(sr.id), "the SR has left the room"));
  await right.page.locator(".note-text").waitFor({ state: "detached" });
  await assert.rejects(sendRaw(server, { session: cookie, csrf }, note, attack), "who has left cannot open the note again");
  assert.deepEqual(left.complaints, []);
}
