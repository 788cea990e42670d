/** Finds things in the demo company that a journey needs. */
import { read } from "./stage.mjs";

/** Every open deal of the person of a page, as a room. */
export async function rooms(page) {
  const deals = (await read(page, "/deals?status=open&limit=50")).data;
  const replies = await Promise.all(deals.map(({ id }) => read(page, `/deals/${id}`)));
  return replies.filter(({ data }) => data);
}

export const nodesOf = (room) => room.stages.flatMap((stage) => stage.nodes);

const holds = (account, [role, person]) => account.seats.some((seat) => seat.role === role && seat.person_id === person);

/** An account in whose seats these people are. */
export async function sharedAccount(page, seats) {
  const { data } = await read(page, "/accounts?limit=200");
  const found = data.find((account) => Object.entries(seats).every((wanted) => holds(account, wanted)));
  if (!found) throw new Error("the demo company has no account of these people");
  return found;
}

/** An open deal in whose room all of these people are. */
export async function dealOf(page, people) {
  const found = (await rooms(page)).find(({ data }) => people.every((person) => data.members.includes(person)));
  if (!found) throw new Error("the demo company has a deal of all these people");
  return found.data;
}

/** An active node with open items that all of these people may tick, in a deal that all of them see. */
export async function sharedItems(page, people) {
  for (const { data } of await rooms(page)) {
    const duties = (node, person) =>
      data.responsibilities.some((row) => row.node_id === node && row.person_id === person && "RAC".includes(row.duty));
    const fits = (node) =>
      node.status === "active" &&
      people.every((person) => duties(node.id, person)) &&
      node.checklist.filter(({ state }) => state === "open").length > 1;
    const node = nodesOf(data).find(fits);
    if (node) return { deal: data.id, node, items: node.checklist.filter(({ state }) => state === "open") };
  }
  throw new Error("the demo company has no node with open items of these people");
}

/** A running node that the person of a page may hand to another, as it is and with its playbook's defaults. */
export async function nodeToGive(page, receiver) {
  for (const { data } of await rooms(page)) {
    const nodes = nodesOf(data).filter(({ status }) => status === "active");
    // The first that fits is enough.
    // oxlint-disable-next-line no-await-in-loop
    const replies = await Promise.all(nodes.map(({ id }) => read(page, `/nodes/${id}`)));
    const found = replies.find(({ can, data: node }) => can.includes("offer") && !node.briefing);
    if (found) return { deal: data.id, node: found.data, body: { receiver_ids: [receiver], kind: "transfer", message: "请接手" } };
  }
  throw new Error("the demo company has no node that this person may hand over");
}

/** An account of mine that I may change and whose seats I may fill. */
export async function ownAccount(page) {
  const { data } = await read(page, "/accounts?mine=true&limit=50");
  const replies = await Promise.all(data.map(({ id }) => read(page, `/accounts/${id}`)));
  return replies.find(({ can }) => can.includes("edit") && can.includes("assign_seat")).data.id;
}

/** A deal whose seats I may fill. */
export async function ownDeal(page) {
  const { data } = await read(page, "/deals?status=open&limit=50");
  const replies = await Promise.all(data.map(({ id }) => read(page, `/deals/${id}`)));
  return replies.find(({ can }) => can.includes("assign_seat")).data.id;
}

/** A running node that may be handed over now. */
export async function giveable(page) {
  const { data } = await read(page, "/deals?status=open&limit=50");
  const replies = await Promise.all(data.map(({ id }) => read(page, `/deals/${id}`)));
  const nodes = replies.flatMap(({ data: found }) => found?.stages.flatMap((stage) => stage.nodes) ?? []).filter(({ status }) => status === "active");
  const known = await Promise.all(nodes.map(({ id }) => read(page, `/nodes/${id}`)));
  const found = known.find(({ can, data: node_ }) => can.includes("offer") && !node_.briefing).data;
  return { deal: found.deal_id, id: found.id };
}

/** A running node with a gate that the person of a page may decide now. */
export async function gateToDecide(page) {
  for (const { data } of await rooms(page)) {
    const gates = nodesOf(data).filter(({ status, gate }) => status === "active" && gate);
    // The first that fits is enough.
    // oxlint-disable-next-line no-await-in-loop
    const replies = await Promise.all(gates.map(({ id }) => read(page, `/nodes/${id}`)));
    const found = replies.find(({ can, data: node }) => can.includes("decide") && !node.decision);
    if (found) return { deal: data.id, id: found.data.id };
  }
  throw new Error("the demo company has no gate that this person may decide now");
}
