/** A line that is away while hand-offs are sent: how soon the screen says what the server says, and what is lost. */
import { setTimeout as pause } from "node:timers/promises";
import { nodesOf, sharedAccount } from "../journeys/find.mjs";
import { enter, read, signIn, write } from "../journeys/stage.mjs";
import { figure, inTurn, ms } from "./table.mjs";

const LIMIT = 3_000;
const EXPECTED = /ERR_INTERNET_DISCONNECTED|WebSocket/;

/** Opens a room of both people and starts the nodes that its AR may hand over; returns them. */
async function nodesToGive(page, giver, receiver) {
  const account = await sharedAccount(page, { AR: giver, FR: receiver });
  const body = { account_id: account.id, title: "Targets", playbook: "KD", amount: 1_000_000, currency: "CNY", closes_on: "2099-12-31" };
  const { data: room } = await write(page, "POST", "/deals", { body });
  const isMine = ({ id }) => room.responsibilities.some(({ node_id, duty, person_id }) => node_id === id && duty === "A" && person_id === giver);
  const nodes = nodesOf(room);
  // Behind the first gate nothing starts yet.
  const own = nodes.slice(0, nodes.findIndex(({ gate }) => gate)).filter((node) => !node.briefing && isMine(node));
  await inTurn(own.filter(({ status }) => status === "waiting"), ({ id, version }) =>
    write(page, "POST", `/nodes/${id}/start`, { version }),
  );
  return own;
}

async function give(page, nodes, receiver) {
  const body = { receiver_ids: [receiver], kind: "transfer", message: "while you were away" };
  const sent = await inTurn(nodes, ({ id }) => write(page, "POST", `/nodes/${id}/handoffs`, { body }));
  return sent.map(({ data }) => data.id);
}

export async function outage({ browser, server, away, complain }) {
  const giver = await enter(browser, server, { who: "giver" });
  const watcher = await enter(browser, server, { who: "watcher" });
  await Promise.all([signIn(giver.page, "ar@demo.example"), signIn(watcher.page, "fr@demo.example")]);
  const me = (await read(watcher.page, "/session")).data;
  const nodes = await nodesToGive(giver.page, (await read(giver.page, "/session")).data.id, me.id);
  await watcher.page.goto("/inbox");
  await watcher.page.locator("h1").waitFor();
  await watcher.page.waitForLoadState("networkidle");
  await watcher.context.setOffline(true);
  await watcher.page.getByRole("alert").first().waitFor();
  const sent = await give(giver.page, nodes, me.id);
  // The outage is the condition: it lasts as long as was asked for.
  await pause(away * 1_000);
  const wanted = sent.map((id) => `li[data-handoff="${id}"]`);
  const began = Date.now();
  await watcher.context.setOffline(false);
  const came = await watcher.page
    .waitForFunction((all) => all.every((each) => document.querySelector(each)), wanted, { timeout: 30_000 })
    .then(() => Date.now() - began, () => null);
  const lost = await watcher.page.evaluate((all) => all.filter((each) => !document.querySelector(each)).length, wanted);
  complain([...giver.complaints, ...watcher.complaints.filter((line) => !EXPECTED.test(line))]);
  await Promise.all([giver.context.close(), watcher.context.close()]);
  const what = `line back → equal state, after ${away} s without one`;
  return [
    figure(what, `≤ ${LIMIT / 1000} s`, came === null ? "never" : ms(came), came !== null && came <= LIMIT),
    figure(`hand-offs lost, of ${sent.length} sent meanwhile`, "0", `${lost}`, lost === 0),
  ];
}
