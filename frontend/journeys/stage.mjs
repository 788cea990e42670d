/** What every journey needs: a server of its own on an empty folder, a Chromium, and people with browsers. */
import { execFile, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** The console complaints of every page, for the report of a failed journey. */
export const heard = new Map();

const PATIENCE = 60_000;
const root = fileURLToPath(new URL("../../", import.meta.url));

const triangle = join(root, ".venv/bin/triangle");
let company;

/** Returns a folder with the demo company, filled once for all journeys of a run. */
function filledCompany() {
  company ??= fill();
  return company;
}

async function fill() {
  const data = mkdtempSync(join(tmpdir(), "triangle-company-"));
  process.once("exit", () => rmSync(data, { recursive: true, force: true }));
  await promisify(execFile)(triangle, ["demo", "--data", data], { cwd: root });
  return data;
}

/** Returns a port that nobody listens on. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Starts `triangle serve` on a folder of its own, or on the one that is given, and waits until it lives; `stop` ends it and removes the folder.
 * `settings` are added to its environment. With TRIANGLE_SERVER set, the demo company of that running server is used instead.
 */
export async function startServer({ demo, data: given, settings = {} }) {
  if (demo && process.env.TRIANGLE_SERVER && Object.keys(settings).length === 0)
    return { address: process.env.TRIANGLE_SERVER, stop: async () => undefined, log: () => "", restart: notMine };
  const data = given ?? mkdtempSync(join(tmpdir(), "triangle-journey-"));
  if (demo) cpSync(await filledCompany(), data, { recursive: true });
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const flags = ["serve", "--port", String(port), "--data", data];
  let log = "";
  const begin = async () => {
    const env = { ...process.env, ...settings };
    const server = spawn(triangle, flags, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [server.stdout, server.stderr]) stream.on("data", (text) => (log += text));
    const ended = new Promise((resolve) => server.once("exit", resolve));
    await waitForLife(address, server, () => log).catch(async (error) => {
      server.kill();
      await ended;
      throw error;
    });
    return { kill: (signal) => server.kill(signal), ended };
  };
  let running;
  const stop = async () => {
    running?.kill();
    await running?.ended;
    rmSync(data, { recursive: true, force: true });
  };
  /** Ends the server, politely or not, and starts it again on the same data and port. */
  const restart = async (signal = "SIGTERM") => {
    running.kill(signal);
    await running.ended;
    running = await begin();
  };
  try {
    running = await begin();
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, stop, log: () => log, restart };
}

function notMine() {
  throw new Error("this journey restarts its server: run it without TRIANGLE_SERVER");
}

async function waitForLife(address, server, log) {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`the server ended before it lived:\n${log()}`);
    // Asking again is the condition itself: the server has no other sign of life.
    // oxlint-disable-next-line no-await-in-loop
    const answer = await fetch(`${address}/live`).catch(() => null);
    if (answer?.ok) return;
    // oxlint-disable-next-line no-await-in-loop
    await pause(100);
  }
  throw new Error(`the server did not live within ${PATIENCE / 1000} s:\n${log()}`);
}

export function findChromium() {
  const wanted = process.env.TRIANGLE_CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const places = [wanted, ...folders.flatMap((folder) => names.map((name) => join(folder, name)))];
  const found = places.find((place) => place && existsSync(place));
  if (!found) throw new Error("no Chromium found: install it, or name it in TRIANGLE_CHROMIUM");
  return found;
}

export function openBrowser() {
  return chromium.launch({ executablePath: findChromium(), headless: true, args: FLAGS });
}

/** Opens a browser of one's own: a context with a language, an appearance and a width, whose complaints are kept. */
export async function enter(browser, server, { language = "zh", scheme = "light", width = 1280, who = "somebody", isNewDevice = false, installs = false } = {}) {
  const context = await browser.newContext({
    baseURL: server.address,
    viewport: { width, height: width < 800 ? 844 : 800 },
    locale: language === "zh" ? "zh-CN" : "en-GB",
    colorScheme: scheme,
    hasTouch: width < 800,
    reducedMotion: "reduce",
    // A worker would answer for the network, which most journeys play with.
    serviceWorkers: installs ? "allow" : "block",
  });
  // Else the first person to sign in brings their own language along.
  if (!isNewDevice) await context.addInitScript((spoken) => localStorage.getItem("triangle.language") ?? localStorage.setItem("triangle.language", spoken), language);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints = [];
  heard.set(page, complaints);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !/blocked by Playwright/.test(message.text())) complaints.push(`${who}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`${who}: ${error.stack}`));
  return { page, context, complaints };
}

export async function signIn(page, email, password = "triangle") {
  await page.goto("/");
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.locator("button[type=submit]").click();
  await page.locator("nav").waitFor();
}

/** Reads the API as the person of a page. */
export function read(page, path) {
  return page.evaluate(async (url) => (await fetch(url)).json(), `/api${path}`);
}

/** Writes by the API as the person of a page, from outside of what the page knows. */
export function write(page, method, path, { body = {}, version } = {}) {
  return page.evaluate(sendFromPage, { method, url: `/api${path}`, body, version });
}

async function sendFromPage({ method, url, body, version }) {
  const { csrf } = await (await fetch("/api/session")).json();
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf };
  if (version !== undefined) headers["If-Match"] = `"${version}"`;
  // Writes only: the method is never GET.
  // oxlint-disable-next-line no-invalid-fetch-options
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  const said = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${JSON.stringify(said)}`);
  return said;
}
