/** A mail server for a journey: takes every mail on a port of its own and keeps it, decoded. */
import { createServer } from "node:net";

const GREETING = "220 here\r\n";
const ANSWERS = { EHLO: "250 here", HELO: "250 here", DATA: "354 go on", QUIT: "221 bye" };

/** Opens a mail server; `mails` are { to, text } in the order they came. */
export async function openMailbox() {
  const mails = [];
  const server = createServer((socket) => serve(socket, mails));
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  return { url: `smtp://127.0.0.1:${server.address().port}`, mails, close: () => server.close() };
}

function serve(socket, mails) {
  let heard = "";
  let to = [];
  let isData = false;
  socket.setEncoding("latin1").on("error", () => undefined).write(GREETING);
  socket.on("data", (piece) => {
    heard += piece;
    for (;;) {
      const end = isData ? "\r\n.\r\n" : "\r\n";
      const place = heard.indexOf(end);
      if (place < 0) return;
      const said = heard.slice(0, place);
      heard = heard.slice(place + end.length);
      if (isData) mails.push({ to, text: decode(said) });
      if (isData) to = [];
      const verb = isData ? "" : said.slice(0, 4).toUpperCase();
      if (verb === "RCPT") to.push(/<(.*)>/.exec(said)[1]);
      isData = verb === "DATA";
      socket.write(`${ANSWERS[verb] ?? "250 OK"}\r\n`);
      if (verb === "QUIT") socket.end();
    }
  });
}

/** The plain text of a mail, however its first part was put into ASCII. */
function decode(mail) {
  const part = mail.split(/^--=+.*$/m)[1] ?? mail;
  const place = part.indexOf("\r\n\r\n");
  const [head, body] = [part.slice(0, place), part.slice(place + 4)];
  if (/base64/i.test(head)) return Buffer.from(body, "base64").toString();
  if (!/quoted-printable/i.test(head)) return Buffer.from(body, "latin1").toString();
  const bytes = body.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}
