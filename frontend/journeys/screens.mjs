/** Every screen there is: how a signed-in person gets to it, and what tells that it is complete. */
import { ACCOUNT_SCREENS } from "./account-screens.mjs";
import { beFaster, choiceIsOpen } from "./faster.mjs";
import { NOTE_SCREENS } from "./note-screens.mjs";
import { OWN_SCREENS } from "./own-screens.mjs";
import { RULE_SCREENS } from "./rule-screens.mjs";
import { read, write } from "./stage.mjs";
import { visible } from "./visible.mjs";

const ITEMS = "**/api/checklist-items/*";

const LEFT_OUT = { state: "not_applicable", reason: "集团统一办理" };

/** Changes an item from outside of the page. */
async function changeItem(page, id, body) {
  const { version } = (await read(page, `/checklist-items/${id}`)).data;
  await write(page, "PATCH", `/checklist-items/${id}`, { body, version });
}

export const SCREENS = [
  { name: "inbox", who: "sr", path: () => "/inbox", ready: visible("[data-handed]") },
  {
    name: "inbox-picked",
    who: "sr",
    isOverlay: true,
    path: () => "/inbox",
    ready: async (page) => {
      await page.locator("[data-handoff] input[type=checkbox]").nth(0).check();
      await page.locator("[data-handoff] input[type=checkbox]").nth(1).check();
      await page.locator("[role=group][data-picked] button").first().waitFor();
    },
  },
  { name: "sent", path: () => "/inbox?box=sent", ready: visible("main li, [data-empty]") },
  { name: "told", who: "ar", path: () => "/inbox?box=information", ready: visible("[data-told]") },
  ...RULE_SCREENS,
  ...ACCOUNT_SCREENS,
  {
    name: "deal-seat",
    isOverlay: true,
    path: ({ deal }) => `/deals/${deal}?tab=team`,
    ready: async (page) => {
      await page.locator("main section li button").first().click();
      await page.locator("[role=dialog] form").waitFor();
    },
  },
  {
    name: "open-room",
    isOverlay: true,
    path: ({ account }) => `/accounts/${account}`,
    ready: async (page) => {
      await page.locator("main header").first().locator("button").last().click();
      await page.locator("[role=dialog] form").waitFor();
    },
  },
  { name: "deals", path: () => "/deals", ready: visible("tbody tr") },
  { name: "overview", who: "lead", path: () => "/overview", ready: visible("[data-risk]") },
  { name: "matrix", who: "lead", path: () => "/matrix", ready: visible("[data-node-line]") },
  { name: "matrix-roles", who: "lead", path: () => "/matrix?columns=roles&group=stage", ready: visible("[data-node-line]") },
  { name: "matrix-past", who: "lead", path: ({ openedAt }) => `/matrix?at=${openedAt}`, ready: visible("[data-past] [data-node-line]") },
  { name: "matrix-compare", who: "lead", path: ({ openedAt }) => `/matrix?vs=${openedAt}`, ready: visible("[data-change]") },
  { name: "matrix-gaps", who: "lead", path: () => "/matrix?view=gaps", ready: visible("[data-rule]") },
  { name: "matrix-load", who: "lead", path: () => "/matrix?view=load", ready: visible("td[data-level]") },
  { name: "matrix-person", who: "lead", path: () => "/matrix?view=person&person=2", ready: visible("main ul li") },
  { name: "matrix-none", who: "lead", path: () => "/matrix?duty=A&role=PT&stage=S7", ready: visible("main p") },
  { name: "matrix-deal", path: ({ deal }) => `/deals/${deal}?tab=matrix`, ready: visible("[data-node-line]") },
  { name: "room", path: ({ deal }) => `/deals/${deal}`, ready: visible("[data-node]") },
  { name: "node", isOverlay: true, path: ({ deal, node }) => `/deals/${deal}?node=${node}`, ready: visible("[data-panel][aria-busy=false]") },
  { name: "risk-taken", who: "lead", path: ({ overridden }) => `/deals/${overridden}`, ready: visible("[data-risks]") },
  {
    name: "veto",
    who: "lead",
    isOverlay: true,
    path: ({ refused, review }) => `/deals/${refused}?node=${review}`,
    ready: visible("[data-panel] [data-veto]"),
  },
  {
    name: "veto-override",
    who: "lead",
    isOverlay: true,
    path: ({ refused, review }) => `/deals/${refused}?node=${review}`,
    ready: async (page) => {
      await page.locator("[data-veto] button").first().click();
      await page.locator("[role=dialog] textarea").waitFor();
    },
  },
  {
    name: "evidence",
    isOverlay: true,
    path: ({ deal, node }) => `/deals/${deal}?node=${node}`,
    ready: async (page) => {
      await page.locator("[data-item] button[aria-expanded]").first().click();
      await page.locator("[data-item] button[aria-expanded=true]").waitFor();
    },
  },
  {
    name: "hand-off",
    isOverlay: true,
    path: ({ deal, mine }) => `/deals/${deal}?node=${mine}`,
    ready: async (page) => {
      await page.locator("[data-panel] button[aria-keyshortcuts=h]").click();
      await page.locator("[role=dialog] form").waitFor();
    },
  },
  {
    name: "return",
    who: "sr",
    isOverlay: true,
    path: () => "/inbox",
    ready: async (page) => {
      await page.locator("[data-handoff] button[aria-keyshortcuts=r]").first().click();
      await page.locator("[data-handoff] textarea").first().waitFor();
    },
  },
  {
    name: "toasts",
    who: "sr",
    isOverlay: true,
    path: () => "/deals",
    ready: async (page) => {
      // A tab that knows no hand-off yet takes all that wait for new arrivals.
      const me = (await read(page, "/session")).data;
      await page.evaluate((id) => sessionStorage.setItem(`triangle.known-handoffs.${id}`, "[]"), me.id);
      await page.reload();
      await page.locator("[data-toast]").first().waitFor();
      await page.evaluate((id) => sessionStorage.removeItem(`triangle.known-handoffs.${id}`), me.id);
    },
  },
  {
    name: "lose",
    isOverlay: true,
    path: ({ deal }) => `/deals/${deal}`,
    ready: async (page) => {
      await page.locator("main header button[aria-haspopup=menu]").click();
      await page.locator("[role=menuitem]").nth(2).click();
      await page.locator("[role=dialog] form").waitFor();
    },
  },
  {
    name: "person-menu",
    isOverlay: true,
    path: () => "/deals",
    ready: async (page) => {
      await page.locator("nav button[aria-haspopup=menu]").click();
      await page.locator("[role=menu]").waitFor();
    },
  },
  {
    name: "offline",
    isOverlay: true,
    path: ({ deal, mine }) => `/deals/${deal}?node=${mine}`,
    ready: async (page) => {
      await page.locator("[data-item]").first().waitFor();
      await page.context().setOffline(true);
      await page.locator("[data-stale]").waitFor();
      await page.locator("[role=alert]").waitFor();
    },
    after: (page) => page.context().setOffline(false),
  },
  {
    name: "offline-inbox",
    who: "sr",
    isOverlay: true,
    path: () => "/inbox",
    ready: async (page) => {
      await page.locator("[data-handoff] button").first().waitFor();
      await page.context().setOffline(true);
      await page.locator("[data-stale]").waitFor();
    },
    after: (page) => page.context().setOffline(false),
  },
  {
    name: "conflict",
    isOverlay: true,
    path: ({ deal, mine }) => `/deals/${deal}?node=${mine}`,
    ready: async (page) => {
      const item = page.locator("[data-item][data-state=open]").first();
      const id = await item.getAttribute("data-item");
      await beFaster(page, ITEMS, () => changeItem(page, id, LEFT_OUT));
      await item.locator("label").click();
      await choiceIsOpen(page);
    },
    after: async (page) => {
      await page.unroute(ITEMS);
      const id = await page.locator("[data-item]:has([data-conflict])").getAttribute("data-item");
      await changeItem(page, id, { state: "open" });
    },
  },
  ...NOTE_SCREENS,
  { name: "promises", path: ({ deal }) => `/deals/${deal}?tab=promises`, ready: visible("[data-promise]") },
  { name: "promises-answer", who: "fr", path: ({ promised }) => `/deals/${promised}?tab=promises`, ready: visible("[data-promise]") },
  {
    name: "promise-return",
    who: "fr",
    path: ({ promised }) => `/deals/${promised}?tab=promises`,
    ready: async (page) => {
      await page.locator("[data-answer] button").nth(1).click();
      await page.locator("[data-answer] form").waitFor();
    },
  },
  {
    name: "promise",
    isOverlay: true,
    path: ({ deal }) => `/deals/${deal}?tab=promises`,
    ready: async (page) => {
      await page.locator("[data-burn-down] + button").click();
      await page.locator("[role=dialog] form").waitFor();
    },
  },
  { name: "team", path: ({ deal }) => `/deals/${deal}?tab=team`, ready: visible("table") },
  {
    name: "as-of",
    path: ({ deal, openedAt }) => `/deals/${deal}?tab=team&at=${encodeURIComponent(openedAt)}`,
    ready: visible("table"),
  },
  { name: "activity", path: ({ deal }) => `/deals/${deal}?tab=activity`, ready: visible("ol li") },
  {
    name: "entry",
    path: ({ deal }) => `/deals/${deal}?tab=activity`,
    ready: async (page) => {
      await page.locator("ol li a[href*='entry=']").nth(2).click();
      await page.locator("[data-entry] p[title]").waitFor();
    },
  },
  { name: "board", path: () => "/deals?view=board", ready: visible("main article") },
  {
    name: "peek",
    isOverlay: true,
    path: ({ account }) => `/accounts?peek=${account}`,
    ready: async (page) => {
      await page.locator("[data-peek] ul a").first().waitFor();
      await page.locator("tbody tr[aria-rowindex]").first().waitFor();
    },
  },
  {
    name: "saved-views",
    isOverlay: true,
    path: () => "/deals?status=open",
    ready: async (page) => {
      await page.locator("tbody tr").first().waitFor();
      await page.locator("main header button[aria-haspopup=dialog]").click();
      await page.locator("[role=dialog] input").waitFor();
    },
  },
  {
    name: "palette",
    isOverlay: true,
    path: () => "/inbox",
    ready: async (page) => {
      await page.locator("h1").waitFor();
      await page.keyboard.press("Control+k");
      await page.locator("[role=listbox] [role=option]").first().waitFor();
    },
  },
  {
    name: "palette-found",
    isOverlay: true,
    path: () => "/inbox",
    ready: async (page) => {
      await page.locator("h1").waitFor();
      await page.keyboard.press("Control+k");
      await page.locator("[role=combobox]").fill("KD");
      await page.locator("[role=option][id] >> text=KD").first().waitFor();
    },
  },
  {
    name: "keys",
    isOverlay: true,
    path: () => "/inbox",
    ready: async (page) => {
      await page.locator("h1").waitFor();
      await page.keyboard.press("?");
      await page.locator("[role=dialog] dl").first().waitFor();
    },
  },
  ...OWN_SCREENS,
  { name: "missing", path: () => "/nowhere", ready: visible("h1") },
];
