// The official client, unchanged, against the server whose address is the first argument.
// Prints one line of JSON for each thing that was tried: {name, error}, error null when it went well.
"use strict";

const assert = require("node:assert/strict");
const { once } = require("node:events");
const { createRequire } = require("node:module");
const path = require("node:path");

const frontend = createRequire(path.join(__dirname, "../../frontend/package.json"));
const { io } = frontend("socket.io-client");

const address = process.argv[2];
const PATIENCE = 45_000;
const open = [];

function client(options = {}, namespace = "") {
  const socket = io(address + namespace, { transports: ["websocket"], forceNew: true, ...options });
  open.push(socket);
  return socket;
}

function heard(socket, event) {
  return new Promise((resolve, reject) => {
    const overdue = setTimeout(() => reject(new Error(`no ${event}`)), PATIENCE);
    socket.once(event, (...words) => {
      clearTimeout(overdue);
      resolve(words);
    });
  });
}

async function connected(options, namespace) {
  const socket = client(options, namespace);
  await heard(socket, "connect");
  return socket;
}

const call = (socket, ...event) => socket.timeout(PATIENCE).emitWithAck(...event);

const checks = {
  async connect() {
    const socket = await connected();
    assert.ok(socket.id);
    assert.equal(socket.io.engine.transport.name, "websocket");
    assert.notEqual(socket.id, socket.io.engine.id);
  },

  async auth() {
    const socket = await connected({ auth: (say) => say({ token: "客户", deep: [1, null] }) });
    assert.deepEqual(await call(socket, "who"), { token: "客户", deep: [1, null] });
  },

  async refusal() {
    const socket = client({ auth: { refuse: ["not you", { code: 7 }] } });
    const [error] = await heard(socket, "connect_error");
    assert.equal(error.message, "not you");
    assert.deepEqual(error.data, { code: 7 });
    socket.auth = {};
    socket.connect();
    await heard(socket, "connect");
  },

  async events() {
    const socket = await connected();
    const said = heard(socket, "said");
    socket.emit("say", 1, "two", { three: [3] });
    assert.deepEqual(await said, [1, "two", { three: [3] }]);
  },

  async acks() {
    const socket = await connected();
    assert.equal(await call(socket, "echo", "text"), "text");
    const answers = await Promise.all([...Array(100).keys()].map((n) => call(socket, "echo", n)));
    assert.deepEqual(answers, [...Array(100).keys()]);
  },

  async answers() {
    const socket = await connected();
    socket.on("question", (what, answer) => answer("about", what));
    const answered = heard(socket, "answered");
    socket.emit("ask", "weather");
    assert.deepEqual(await answered, ["about", "weather"]);
  },

  async binary() {
    const socket = await connected();
    const said = heard(socket, "said");
    const bytes = Buffer.from([...Array(256).keys()]);
    socket.emit("say", bytes, { deep: [Buffer.alloc(100_000, 7)] }, "text");
    const [first, second, third] = await said;
    assert.deepEqual(Buffer.from(first), bytes);
    assert.deepEqual(Buffer.from(second.deep[0]), Buffer.alloc(100_000, 7));
    assert.equal(third, "text");
    assert.deepEqual(Buffer.from(await call(socket, "echo", bytes)), bytes);
  },

  async "binary answers"() {
    const socket = await connected();
    socket.on("question", (what, answer) => answer(Buffer.from("bytes")));
    const answered = heard(socket, "answered");
    socket.emit("ask", Buffer.from("more"));
    assert.equal(Buffer.from((await answered)[0]).toString(), "bytes");
  },

  async rooms() {
    const [inside, outside, teller] = [await connected(), await connected(), await connected()];
    assert.equal(await call(inside, "join", "node room"), "node room");
    outside.on("told", () => assert.fail("outside the room"));
    const told = heard(inside, "told");
    teller.emit("tell", "node room", { n: 1 });
    assert.deepEqual(await told, [{ n: 1 }]);
    assert.equal(await call(outside, "echo", "after"), "after");
  },

  async namespaces() {
    const first = await connected();
    const second = first.io.socket("/second");
    await heard(second, "connect");
    assert.equal(await call(second, "echo", 2), 2);
    assert.equal(await call(first, "echo", 1), 1);
    second.disconnect();
    assert.equal(await call(first, "echo", 1), 1);
  },

  async "unknown namespace"() {
    const socket = client({}, "/unknown");
    const [error] = await heard(socket, "connect_error");
    assert.ok(error instanceof Error);
    assert.ok(error.message);
  },

  async "sent away"() {
    const socket = await connected();
    const gone = heard(socket, "disconnect");
    socket.emit("leave");
    assert.equal((await gone)[0], "io server disconnect");
  },

  async reconnect() {
    const socket = await connected({ reconnectionDelay: 10, reconnectionDelayMax: 50 });
    const before = socket.id;
    const gone = heard(socket, "disconnect");
    socket.emit("drop");
    assert.equal((await gone)[0], "transport close");
    await heard(socket, "connect");
    assert.notEqual(socket.id, before);
    assert.equal(await call(socket, "echo", "again"), "again");
  },

  async "said while away"() {
    const socket = await connected({ reconnectionDelay: 10, reconnectionDelayMax: 50 });
    const gone = heard(socket, "disconnect");
    socket.emit("drop");
    await gone;
    assert.equal(await call(socket, "echo", "kept"), "kept");
  },

  async heartbeat() {
    const socket = await connected();
    socket.on("disconnect", () => assert.fail("disconnected"));
    for (let pings = 0; pings < 3; pings += 1) await once(socket.io, "ping");
    assert.equal(await call(socket, "echo", "alive"), "alive");
    socket.off("disconnect");
  },

  async big() {
    const socket = await connected();
    const text = "客户".repeat(140_000);
    assert.equal(await call(socket, "echo", text), text);
  },
};

async function main() {
  for (const [name, check] of Object.entries(checks)) {
    let error = null;
    try {
      await check();
    } catch (thrown) {
      error = String(thrown.stack);
    }
    for (const socket of open.splice(0)) socket.disconnect();
    console.log(JSON.stringify({ name, error }));
  }
}

main();
