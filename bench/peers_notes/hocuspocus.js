// Hocuspocus as its documentation begins it, without an extension: nothing is kept on disk.
import { Server } from "@hocuspocus/server";

const server = new Server({ port: 0, address: "127.0.0.1", quiet: true });

await server.listen();
console.log(`http://127.0.0.1:${server.address.port}`);
