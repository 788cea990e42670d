/** The screens of notes: written, read only, taken away, offline, their versions and everything that opens over them. */
import { copyToAnotherLife } from "./device.mjs";

const text = (page) => page.locator('[data-saved="saved"] .note-text');
const main = ({ deal }) => `/deals/${deal}?tab=notes`;
const ofNode = ({ deal, nodeNote }) => `/deals/${deal}?tab=notes&note=${nodeNote}`;
const form = (page) => page.locator("[role=dialog] form").waitFor();

async function openVersions(page) {
  await text(page).waitFor();
  await page.locator("[data-versions]").click();
  await form(page);
}

async function openVersion(page) {
  await openVersions(page);
  await page.locator("[role=dialog] li button").last().click();
  await page.locator("[data-version=difference]").waitFor();
}

/** Types a sign at the end of the note and waits for what it opens; `takeBack` leaves the note as it was. */
async function typeSign(page, sign) {
  await text(page).waitFor();
  await page.locator(".note-text p").last().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(` ${sign}`);
  await page.locator("[role=listbox]").waitFor();
}

async function takeBack(page) {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await text(page).waitFor();
}

/** Makes what this device keeps of the note another life's, as after a restored backup. */
async function outlive(page) {
  await text(page).waitFor();
  await page.evaluate(copyToAnotherLife, new URL(page.url()).searchParams.get("note"));
  await page.reload();
  await page.locator("[data-barrier=epoch]").waitFor();
}

/** What is forgotten is fetched again, as on a new device. */
const forgetLives = (page) =>
  page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith("triangle.note.epoch.")) localStorage.removeItem(key);
  });

export const NOTE_SCREENS = [
  { name: "notes", path: main, ready: (page) => text(page).waitFor() },
  {
    name: "note-node",
    path: ofNode,
    ready: async (page) => {
      await text(page).locator("table").waitFor();
      await text(page).locator(".note-task-act[data-made]").waitFor();
      await text(page).locator(".mention").first().waitFor();
    },
  },
  {
    name: "note-read",
    who: "lead",
    path: ({ watched }) => `/deals/${watched}?tab=notes`,
    ready: async (page) => {
      await page.locator("[data-barrier=not_member]").waitFor();
      await text(page).waitFor();
    },
  },
  {
    name: "note-offline",
    path: main,
    ready: async (page) => {
      await text(page).waitFor();
      await page.context().setOffline(true);
      await page.locator("output[data-saved=offline]").waitFor();
    },
    after: async (page) => {
      await page.context().setOffline(false);
      await text(page).waitFor();
    },
  },
  { name: "note-outlived", path: ofNode, ready: outlive, after: forgetLives },
  { name: "note-versions", isOverlay: true, path: main, ready: openVersions },
  { name: "note-version", isOverlay: true, path: main, ready: openVersion },
  {
    name: "note-preview",
    isOverlay: true,
    path: ofNode,
    ready: async (page) => {
      await openVersion(page);
      await page.locator("[data-version] label").last().click();
      await page.locator("[data-preview] table").waitFor();
    },
  },
  { name: "note-slash", isOverlay: true, path: main, ready: (page) => typeSign(page, "/"), after: takeBack },
  { name: "note-mention", isOverlay: true, path: main, ready: (page) => typeSign(page, "@"), after: takeBack },
  {
    name: "note-table",
    isOverlay: true,
    path: ofNode,
    ready: async (page) => {
      await text(page).locator("td").first().click();
      await page.locator("[role=toolbar] button[aria-haspopup=menu]").last().click();
      await page.locator("[data-table-menu] [role=menuitem]").last().waitFor();
    },
  },
  {
    name: "note-task",
    isOverlay: true,
    path: main,
    ready: async (page) => {
      await text(page).locator("ul[data-type=taskList] li p").last().click();
      await text(page).locator(".note-task-act").last().click();
      await page.locator("[data-node-choice]").waitFor();
    },
  },
  {
    name: "note-link",
    isOverlay: true,
    path: main,
    ready: async (page) => {
      await text(page).waitFor();
      await page.locator("[data-link]").click();
      await form(page);
    },
  },
  {
    name: "note-new",
    isOverlay: true,
    path: main,
    ready: async (page) => {
      await text(page).waitFor();
      await page.locator("[data-new-note]").click();
      await form(page);
    },
  },
  {
    name: "note-rename",
    isOverlay: true,
    path: main,
    ready: async (page) => {
      await text(page).waitFor();
      await page.locator("[data-rename-note]").click();
      await form(page);
    },
  },
];
