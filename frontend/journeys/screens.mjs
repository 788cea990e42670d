/** Every screen there is: how a signed-in person gets to it, and what tells that it is complete. */
import { read } from "./stage.mjs";

const visible = (selector) => (page) => page.locator(selector).first().waitFor();

export const SCREENS = [
  { name: "inbox", who: "sr", path: () => "/inbox", ready: visible("[data-handed]") },
  { name: "sent", path: () => "/inbox?box=sent", ready: visible("h1") },
  { name: "told", who: "ar", path: () => "/inbox?box=information", ready: visible("[data-told]") },
  { name: "notifications", path: () => "/me/notifications", ready: visible("tbody input") },
  { name: "deliveries", who: "admin", path: () => "/admin?tab=deliveries", ready: visible("[data-delivery]") },
  { name: "accounts", path: () => "/accounts", ready: visible("tbody tr") },
  { name: "accounts-none", path: () => "/accounts?q=zzzz", ready: visible("h1") },
  {
    name: "new-account",
    isOverlay: true,
    path: () => "/accounts",
    ready: async (page) => {
      await page.locator("main header button").last().click();
      await page.locator("[role=dialog] form").waitFor();
    },
  },
  { name: "account", path: ({ account }) => `/accounts/${account}`, ready: visible("ol li") },
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
  { name: "node", isOverlay: true, path: ({ deal, node }) => `/deals/${deal}?node=${node}`, ready: visible("[data-panel]") },
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
      const problem = { type: "about:blank", title: "stale", status: 412, code: "stale", detail: "", params: {}, errors: [] };
      const body = JSON.stringify(problem);
      await page.route("**/api/checklist-items/*", (route) => route.fulfill({ status: 412, contentType: "application/problem+json", body }));
      await page.locator("[data-item] label").first().click();
      await page.locator("[data-conflict]").waitFor();
    },
    after: (page) => page.unroute("**/api/checklist-items/*"),
  },
  {
    name: "notes",
    path: ({ deal }) => `/deals/${deal}?tab=notes`,
    ready: async (page) => {
      const begin = page.locator("[data-begin-note]");
      const text = page.locator('[data-saved="saved"] .note-text');
      await begin.or(text).first().waitFor();
      if (await begin.isVisible()) {
        await begin.click();
        await page.locator("[role=dialog] label[for$=visit]").click();
        await page.locator("[role=dialog] button[type=submit]").click();
      }
      await text.waitFor();
    },
  },
  {
    name: "note-versions",
    isOverlay: true,
    path: ({ deal }) => `/deals/${deal}?tab=notes`,
    ready: async (page) => {
      await page.locator('[data-saved="saved"] .note-text').waitFor();
      await page.locator("[data-versions]").click();
      await page.locator("[role=dialog] form").waitFor();
    },
  },
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
      await page.locator("[data-views] input").waitFor();
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
  { name: "away", who: "lead", path: () => "/away", ready: visible("[data-absence]") },
  { name: "profile", path: () => "/me", ready: visible("main li") },
  { name: "people", who: "admin", path: () => "/admin", ready: visible("tbody tr") },
  {
    name: "person-acts",
    who: "admin",
    isOverlay: true,
    path: () => "/admin",
    ready: async (page) => {
      await page.locator("tbody tr button[aria-haspopup=menu]").first().click();
      await page.locator("[role=menu]").waitFor();
    },
  },
  {
    name: "new-person",
    who: "admin",
    isOverlay: true,
    path: () => "/admin",
    ready: async (page) => {
      await page.locator("tbody tr").first().waitFor();
      await page.locator("main input[type=search] >> xpath=ancestor::div[3] >> css=button").last().click();
      await page.locator("[role=dialog] form").waitFor();
    },
  },
  {
    name: "leaving",
    who: "admin",
    isOverlay: true,
    path: () => "/admin?q=ar@demo",
    ready: async (page) => {
      await page.locator("tbody tr button[aria-haspopup=menu]").first().click();
      await page.locator("[role=menuitem]").nth(2).click();
      await page.locator("[role=dialog] form li").first().waitFor();
    },
  },
  { name: "teams", who: "admin", path: () => "/admin?tab=teams", ready: visible("main li") },
  { name: "tokens", who: "admin", path: () => "/admin?tab=tokens", ready: visible("main section") },
  { name: "design", who: "admin", path: () => "/admin/design", ready: visible("main table") },
  { name: "health", who: "admin", path: () => "/admin/health", ready: visible("[data-check]") },
  {
    name: "admin-menu",
    who: "admin",
    isOverlay: true,
    path: () => "/deals",
    ready: async (page) => {
      await page.locator("nav button[aria-haspopup=menu]").click();
      await page.locator("[role=menu] a[href='/admin/health']").waitFor();
    },
  },
  { name: "missing", path: () => "/nowhere", ready: visible("h1") },
];
