/** The matrix of 5,000 nodes and 200 people: how soon it stands, how it scrolls, and how soon another moment does. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { enter, startServer } from "../journeys/stage.mjs";
import { python } from "./company.mjs";
import { framesWhile } from "./frames.mjs";
import { hearGrid, hearPerson } from "./probes.mjs";
import { figure, inTurn, ms, quantile } from "./table.mjs";

const PAINT = 1_000;
const FRAME = 50;
const STEP = 100;
const DEALS = 240;
const PEOPLE = 200;

/** Tells when the first line is on screen, counted from when the page was asked for. */
async function paint(page) {
  await page.goto("/matrix");
  return page.evaluate(
    () =>
      new Promise((done) => {
        const wait = () =>
          document.querySelector("[data-node-line]") ? setTimeout(() => done(performance.now())) : requestAnimationFrame(wait);
        wait();
      }),
  );
}

/** Turns the wheel and keeps how long each frame took. */
async function frames(page) {
  await page.locator("[role=grid]").hover();
  return framesWhile(page, () => inTurn(Array.from({ length: 120 }), () => page.mouse.wheel(0, 240)));
}

/** Goes one change back by key, once the page knows which moment that is; returns how long until it is drawn. */
async function step(page) {
  await page.locator("button[aria-keyshortcuts=',']:enabled").waitFor();
  await page.waitForLoadState("networkidle");
  await page.evaluate(hearGrid);
  await page.keyboard.press(",");
  await page.waitForFunction(() => window.drawnAt);
  return page.evaluate(() => window.drawnAt - window.acts[0].at);
}

/** A browser of the leader's own, with nothing kept in it. */
async function leader(browser, server, token) {
  const opened = await enter(browser, server, { who: "leader" });
  await opened.context.addCookies([{ name: "triangle_session", value: token, url: server.address }]);
  return opened;
}

/** What the very first one who asks a server that has just begun waits. */
async function paintOfNewServer(browser, server, token) {
  const { page, context } = await leader(browser, server, token);
  const took = await paint(page);
  await context.close();
  return took;
}

async function look(browser, server, token) {
  const begun = await paintOfNewServer(browser, server, token);
  const { page, context, complaints } = await leader(browser, server, token);
  await page.addInitScript(hearPerson);
  const first = await paint(page);
  const again = await paint(page);
  const took = await frames(page);
  await page.goto("/matrix");
  await page.locator("[data-node-line]").first().waitFor();
  const steps = await inTurn(Array.from({ length: 10 }), () => step(page));
  await context.close();
  return { begun, first, again, took, steps, complaints };
}

export async function matrix({ browser, complain }) {
  const data = mkdtempSync(join(tmpdir(), "triangle-targets-"));
  const url = `sqlite:///${data}/triangle.db`;
  python("bench.matrix_fill", url, String(DEALS), String(PEOPLE));
  const token = python("bench.matrix_session", url).trim();
  const server = await startServer({ demo: false, data });
  try {
    const { begun, first, again, took, steps, complaints } = await look(browser, server, token);
    complain(complaints);
    const frame = quantile(took, 0.95);
    const moment = quantile(steps, 0.95);
    return [
      figure("matrix 5,000 × 200: first paint, empty cache / again", `≤ ${PAINT / 1000} s`, `${ms(first)} / ${ms(again)}`, first <= PAINT),
      figure("the same of a server that has just begun", `≤ ${PAINT / 1000} s`, ms(begun), begun <= PAINT),
      figure("its frames while scrolling", `p95 ≤ ${FRAME} ms`, `p50 ${ms(quantile(took, 0.5))}, p95 ${ms(frame)} of ${took.length}`, frame <= FRAME),
      figure("one change back", `≤ ${STEP} ms`, `p50 ${ms(quantile(steps, 0.5))}, p95 ${ms(moment)} of ${steps.length}`, moment <= STEP),
    ];
  } finally {
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
}
