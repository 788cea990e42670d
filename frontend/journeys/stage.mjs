/** What every journey needs: a server of its own on an empty folder, a Chromium, and people with browsers. */
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
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
/** What every page has asked for and has no answer to yet, and when it last asked or was answered. */
const traffic = new WeakMap();

/** How many times slower pages think than this machine lets them: 6 finds what a journey or a page does before the other is ready. */
const SLOWER = Number(process.env.TRIANGLE_SLOWER ?? 1);
const PATIENCE = 60_000;
// Two busy processors may take this long over one step; what must be quick is measured by the targets, not here.
const ACTION_PATIENCE = 30_000;
/** Whoever asks for nothing so long has all that there is to show. */
const CALM = 600;
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

/**
 * Starts `triangle serve` on a folder of its own, or on the one that is given, and waits until it lives; `stop` ends it and removes the folder.
 * `settings` are added to its environment. With TRIANGLE_SERVER set, the demo company of that running server is used instead.
 */
export async function startServer({ demo, data: given, settings = {} }) {
  if (demo && process.env.TRIANGLE_SERVER && Object.keys(settings).length === 0)
    return { address: process.env.TRIANGLE_SERVER, stop: async () => undefined, log: () => "", restart: notMine };
  const data = given ?? mkdtempSync(join(tmpdir(), "triangle-journey-"));
  if (demo) cpSync(await filledCompany(), data, { recursive: true });
  // The server finds a port by itself: one that was found free for it may be another's by the time it listens.
  let [address, log] = ["", ""];
  const begin = async () => {
    const env = { ...process.env, ...settings };
    const port = address.split(":").at(-1) || "0";
    const before = log.length;
    const server = spawn(triangle, ["serve", "--port", port, "--data", data], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [server.stdout, server.stderr]) stream.on("data", (text) => (log += text));
    const ended = new Promise((resolve) => server.once("exit", resolve));
    const lives = waitForLife(server, () => log.slice(before));
    address = await lives.catch(async (error) => {
      // It does not live, and may not hear anything milder.
      server.kill("SIGKILL");
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
  return { address, data, stop, log: () => log, restart };
}

function notMine() {
  throw new Error("this journey restarts its server: run it without TRIANGLE_SERVER");
}

/** Waits until a server has said where it listens, and answers there; returns the address. */
async function waitForLife(server, log) {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    if (server.exitCode !== null || server.signalCode !== null) throw new Error(`the server ended before it lived:\n${log()}`);
    const [, address] = /listens on (http:\S+)\s/.exec(log()) ?? [];
    // Asking again is the condition itself.
    // oxlint-disable-next-line no-await-in-loop
    const answer = address && (await fetch(`${address}/live`).catch(() => null));
    if (answer?.ok) return address;
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
  context.setDefaultTimeout(ACTION_PATIENCE);
  const page = await context.newPage();
  watchTraffic(page);
  if (SLOWER > 1) await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  const complaints = [];
  heard.set(page, complaints);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !/blocked by Playwright/.test(message.text())) complaints.push(`${who}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`${who}: ${error.stack}`));
  return { page, context, complaints };
}

function watchTraffic(page) {
  const open = new Set();
  const now = { open, at: Date.now() };
  const note = (change) => (request) => {
    change(request);
    now.at = Date.now();
  };
  page.on("request", note((request) => open.add(request)));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, note((request) => open.delete(request)));
  traffic.set(page, now);
}

/** Waits until a page has every answer that it asked for, and asks for nothing more. */
export function calm(page) {
  const { open } = traffic.get(page);
  const waiting = () => [...open].map((request) => request.url()).join(" ");
  return eventually(() => {
    assert.equal(waiting(), "", "nothing is still asked for");
    assert.ok(Date.now() - traffic.get(page).at > CALM, "nothing was asked for a moment ago");
  });
}

/** Measures something that must not move, once it has come to rest: twice the same, with a moment between. */
export function atRest(page, measure) {
  let last;
  return eventually(async () => {
    const before = last;
    await pause(CALM / 2);
    last = await measure(page);
    assert.deepEqual(last, before, "it still moves");
    return last;
  });
}

export async function signIn(page, email, password = "triangle") {
  await page.goto("/");
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.locator("button[type=submit]").click();
  await page.locator("nav").waitFor();
}

/** Asserts what a page comes to say a moment later: asks again until it holds, and fails as the last asking did. */
export async function eventually(holds) {
  const deadline = Date.now() + ACTION_PATIENCE;
  for (;;) {
    try {
      // Asking again is the condition itself.
      // oxlint-disable-next-line no-await-in-loop
      return await holds();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    // oxlint-disable-next-line no-await-in-loop
    await pause(50);
  }
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
