/** What the demo company has to look at, and the way to a screen of it. */
import { read } from "./stage.mjs";

/** Finds things in the demo company to look at: the busiest open deal of one's own and its account. */
export async function landmarks(page) {
  const deals = (await read(page, "/deals?limit=50")).data;
  const open = deals.filter(({ status }) => status === "open");
  // An admin sees the deals of which they are a member: perhaps none is open.
  if (open.length === 0) return {};
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
  return { promised: promised?.id, deal: busiest.id, account: busiest.account_id, node: node.id, mine: (mine ?? node).id, openedAt: busiest.opened_at };
}

/** Goes to a screen and waits until it is complete and nothing moves. */
export async function show(page, screen, marks) {
  await page.goto(screen.path(marks));
  await screen.ready(page);
  // An overlay can open over a page whose own code is still on its way: the page is there when its heading is.
  await page.locator("h1").first().waitFor({ state: "attached" });
  await page.locator("output:has(.mantine-Skeleton-root)").waitFor({ state: "detached" });
}
