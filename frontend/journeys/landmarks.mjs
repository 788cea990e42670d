/** What the demo company has to look at, and the way to a screen of it. */
import { read } from "./stage.mjs";

/** Finds things in the demo company to look at: the busiest open deal of one's own and its account. */
export async function landmarks(page) {
  const deals = (await read(page, "/deals?limit=50")).data;
  const open = deals.filter(({ status }) => status === "open");
  const awayOn = await firstAbsence(page);
  // An admin sees the deals of which they are a member: perhaps none is open.
  if (open.length === 0) return { awayOn };
  const rooms = await Promise.all(open.map(({ id }) => read(page, `/deals/${id}`)));
  const own = rooms.filter(({ can }) => can.includes("edit"));
  const busiest = (own.length > 0 ? own : rooms)
    .map(({ data }) => data)
    .toSorted((a, b) => b.handoffs.length - a.handoffs.length || a.id - b.id)[0];
  const nodes = busiest.stages.flatMap((stage) => stage.nodes);
  const running = nodes.filter(({ status }) => ["active", "offered"].includes(status));
  const replies = await Promise.all(running.map(({ id }) => read(page, `/nodes/${id}`)));
  const mine = replies.find(({ can }) => can.includes("offer"))?.data;
  const node = nodes.find(({ status }) => status === "offered") ?? nodes.find(({ status }) => status === "active") ?? nodes[0];
  const me = (await read(page, "/session")).data.id;
  const answers = ({ role, status }, seats) => status === "open" && seats.some((seat) => seat.role === role && seat.person_id === me);
  const promised = rooms.find(({ data }) => data.promises.some((promise) => answers(promise, data.seats)))?.data;
  const nodeNote = (await read(page, `/deals/${busiest.id}/notes`)).data.find(({ node_id }) => node_id !== null)?.id;
  const watched = await readOnlyNote(page, rooms.filter(({ data }) => !data.members.includes(me)));
  const taken = rooms.find(({ data }) => data.overrides.length > 0)?.data;
  const refused = await refusedReview(page, rooms);
  const against = { overridden: taken?.id, refused: refused?.deal, review: refused?.node };
  return { ...against, awayOn, promised: promised?.id, nodeNote, watched, deal: busiest.id, account: busiest.account_id, node: node.id, mine: (mine ?? node).id, openedAt: busiest.opened_at };
}

/** The day on which somebody is away next: at the end of a month that is not in this one. */
async function firstAbsence(page) {
  const [from, until] = [0, 90].map((days) => new Date(Date.now() + days * 86_400_000).toISOString());
  const { data } = await read(page, `/absences?${new URLSearchParams({ from_at: from, until_at: until })}`);
  const [first] = data.map(({ from_at: at }) => at).toSorted();
  const day = new Date(first ?? from);
  // As the calendar names it: the day where the browser is, not in Greenwich.
  const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}

/** The first of some rooms that has a note. */
async function readOnlyNote(page, rooms) {
  const lists = await Promise.all(rooms.map(({ data }) => read(page, `/deals/${data.id}/notes`)));
  return lists.flatMap(({ data }) => data)[0]?.deal_id;
}

/** Finds a review that delivery returned as undeliverable and about which the sponsor has said nothing yet. */
async function refusedReview(page, rooms) {
  const running = rooms.flatMap(({ data }) =>
    data.stages.flatMap(({ nodes }) => nodes.filter(({ gate, status }) => status === "active" && gate?.code === "DELIVERABILITY")),
  );
  const replies = await Promise.all(running.map(({ id }) => read(page, `/nodes/${id}`)));
  const found = replies.find(({ veto }) => veto && !veto.is_overridden)?.data;
  return found ? { deal: found.deal_id, node: found.id } : undefined;
}

/** Goes to a screen and waits until it is complete and nothing moves. */
export async function show(page, screen, marks) {
  await page.goto(screen.path(marks));
  await screen.ready(page);
  // An overlay can open over a page whose own code is still on its way: the page is there when its heading is.
  await page.locator("h1").first().waitFor({ state: "attached" });
  await page.locator("output:has(.mantine-Skeleton-root)").waitFor({ state: "detached" });
}
