/** The lists of a company with 5,000 accounts and 10,000 deals: how soon each stands, and how it scrolls. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { enter, startServer } from "../journeys/stage.mjs";
import { python } from "./company.mjs";
import { framesWhile } from "./frames.mjs";
import { figure, inTurn, ms, quantile } from "./table.mjs";

const PAINT = 1_200;
const FRAME = 50;
const DEALS = 10_000;
const TURNS = 160;
const LISTS = [
  { name: "accounts", path: "/accounts", row: "tbody th[scope=row]" },
  { name: "deals", path: "/deals", row: "tbody th[scope=row]" },
  { name: "board of deals", path: "/deals?view=board", row: "main article" },
  { name: "inbox", path: "/inbox", row: "main li" },
];

/** Opens a list and tells when its first row is on screen, counted from when the page was asked for. */
async function stand(page, { path, row }) {
  await page.addInitScript((wanted) => {
    const wait = () => {
      if (document.querySelector(wanted)) setTimeout(() => (window.stoodAt = performance.now()));
      else requestAnimationFrame(wait);
    };
    wait();
  }, row);
  await page.goto(path);
  await page.waitForFunction(() => window.stoodAt);
  return page.evaluate(() => window.stoodAt);
}

async function look(browser, server, token, list) {
  const { page, context, complaints } = await enter(browser, server, { who: list.name });
  await context.addCookies([{ name: "triangle_session", value: token, url: server.address }]);
  await stand(page, list);
  const stood = await stand(page, list);
  await page.mouse.move(640, 500);
  // What lies below is fetched meanwhile, as far as the wheel comes.
  const took = await framesWhile(page, () => inTurn(Array.from({ length: TURNS }), () => page.mouse.wheel(0, 400)));
  const depth = await page.evaluate(() => Math.round(window.scrollY));
  await context.close();
  return { ...list, stood, took, depth, complaints };
}

/** Hands over a folder with the company, which may have been filled before: that takes some minutes. */
function filled(company) {
  const data = mkdtempSync(join(tmpdir(), "triangle-targets-"));
  if (company) cpSync(company, data, { recursive: true });
  else {
    python("bench.matrix_fill", `sqlite:///${data}/triangle.db`, String(DEALS));
    python("bench.list_rows", `sqlite:///${data}/triangle.db`);
  }
  return data;
}

export async function lists({ browser, complain, company }) {
  const data = filled(company);
  const tokenOf = (email) => python("bench.matrix_session", `sqlite:///${data}/triangle.db`, email).trim();
  const tokens = { leader: tokenOf("lead@bench.example"), busy: tokenOf("p2@bench.example") };
  const server = await startServer({ demo: false, data });
  try {
    const found = await inTurn(LISTS, (list) => look(browser, server, list.name === "inbox" ? tokens.busy : tokens.leader, list));
    for (const { complaints } of found) complain(complaints);
    return found.flatMap(({ name, stood, took, depth }) => {
      const frame = quantile(took, 0.95);
      const said = `p50 ${ms(quantile(took, 0.5))}, p95 ${ms(frame)} of ${took.length}, ${depth} px deep`;
      return [
        figure(`${name}, 10,000 deals: first rows, cache filled`, `≤ ${PAINT / 1000} s`, ms(stood), stood <= PAINT),
        figure("its frames while scrolling", `p95 ≤ ${FRAME} ms`, said, frame <= FRAME),
      ];
    });
  } finally {
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
}
