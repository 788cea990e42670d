// Node's Socket.IO as its documentation begins it, WebSocket only; compression is off by default.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Server } from "socket.io";

const BACKLOG = 1024; // as ours; Node's own 511 would lose more of a thousand clients that come at once

const event = JSON.parse(readFileSync(0, "utf8"));
const http = createServer();
const io = new Server(http, { transports: ["websocket"] });

io.on("connection", (socket) => {
  socket.on("shout", () => io.emit("entry", event));
});

http.listen({ port: 0, host: "127.0.0.1", backlog: BACKLOG }, () => {
  console.log(`http://127.0.0.1:${http.address().port}`);
});
