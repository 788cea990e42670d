// @y/websocket-server as its own server.js begins it, on a port that is free; nothing is kept on disk.
import { createServer } from "node:http";
import { setupWSConnection } from "@y/websocket-server/utils";
import WebSocket from "ws";

const sockets = new WebSocket.Server({ noServer: true });
sockets.on("connection", setupWSConnection);

const http = createServer();
http.on("upgrade", (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (client) => sockets.emit("connection", client, request));
});

http.listen({ port: 0, host: "127.0.0.1" }, () => {
  console.log(`http://127.0.0.1:${http.address().port}`);
});
