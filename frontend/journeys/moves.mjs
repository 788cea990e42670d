/** Moves a room of the demo company on by the API, to where a journey begins. */
import { nodesOf, rooms } from "./find.mjs";
import { read, write } from "./stage.mjs";

const isOpen = ({ status }) => !["done", "skipped"].includes(status);

/** The nodes of a room up to this one that are still to be passed. */
export function openUpTo(room, node) {
  const nodes = nodesOf(room);
  return nodes.slice(0, nodes.indexOf(node) + 1).filter(isOpen);
}

/** Says whether these people answer for all that is still to be passed up to a node. */
export function inHandsOf(room, node, people) {
  const isOurs = ({ id }) =>
    room.responsibilities.some((row) => row.node_id === id && row.duty === "A" && people.includes(row.person_id));
  return openUpTo(room, node).every(isOurs);
}

/** Does something to a node as the first of some people who may. */
export async function doAs(pages, verb, id, body = {}) {
  for (const page of pages) {
    // oxlint-disable-next-line no-await-in-loop
    const { can, data } = await read(page, `/nodes/${id}`);
    // oxlint-disable-next-line no-await-in-loop
    if (can?.includes(verb)) return write(page, "POST", `/nodes/${id}/${verb}`, { body, version: data.version });
  }
  const { data } = await read(pages[0], `/nodes/${id}`);
  throw new Error(`nobody may ${verb} node ${data.code}, which is ${data.status}`);
}

/** Leaves out what stands before a node and begins it. */
export async function reach(pages, room, node) {
  for (const { id } of openUpTo(room, node).filter((each) => each !== node))
    // oxlint-disable-next-line no-await-in-loop
    await doAs(pages, "skip", id, { reason: "集团统一办理" });
  if (node.status === "waiting") await doAs(pages, "start", node.id);
}

/** Lets go of every promise that the demo company has left unanswered, so that a journey's own are alone in the way. */
export async function waiveAll(page, room) {
  for (const promise of room.promises.filter(({ status }) => ["open", "returned"].includes(status)))
    // oxlint-disable-next-line no-await-in-loop
    await write(page, "POST", `/promises/${promise.id}/waive`, { body: { reason: "客户同意" } });
}

/** Hands so many nodes over to somebody, and returns their hand-offs. */
export async function handOver(giver, receiver, count) {
  const handed = [];
  for (const { data } of await rooms(giver)) {
    for (const node of nodesOf(data).filter(({ status }) => ["waiting", "active"].includes(status))) {
      // Each in its turn: they are deeds of one person.
      // oxlint-disable-next-line no-await-in-loop
      const { can, data: known } = await read(giver, `/nodes/${node.id}`);
      if (!can.includes("offer") || known.briefing) continue;
      const body = { receiver_ids: [receiver], kind: "transfer", message: "请接手" };
      // oxlint-disable-next-line no-await-in-loop
      const { data: handoff } = await write(giver, "POST", `/nodes/${node.id}/handoffs`, { body });
      handed.push(handoff);
      if (handed.length === count) return handed;
    }
  }
  throw new Error(`the demo company has no ${count} nodes that this person may hand over`);
}
