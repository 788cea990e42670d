/** Screens about people rather than deals: who is away, one's own settings, and the administration. */
import { beFaster, choiceIsOpen } from "./faster.mjs";
import { read, write } from "./stage.mjs";
import { visible } from "./visible.mjs";

/** Switches one's single keys on or off, from outside of the form: done twice it is as it was. */
async function switchKeys(page) {
  const { id, version, single_keys: isOn } = (await read(page, "/session")).data;
  await write(page, "PATCH", `/people/${id}`, { body: { single_keys: !isOn }, version });
}

const PEOPLE = "**/api/people/*";

export const OWN_SCREENS = [
  { name: "away", who: "lead", path: () => "/away", ready: visible("[data-absence]") },
  { name: "away-calendar", who: "lead", path: ({ awayOn }) => `/away?span=month&on=${awayOn}`, ready: visible("[data-bar]") },
  {
    name: "away-chosen",
    who: "lead",
    path: ({ awayOn }) => `/away?span=month&on=${awayOn}`,
    ready: async (page) => {
      await page.locator("[data-bar]").first().click();
      await page.locator("[data-calendar] [data-absence]").waitFor();
    },
  },
  { name: "profile", path: () => "/me", ready: visible("main li") },
  {
    name: "profile-conflict",
    path: () => "/me",
    ready: async (page) => {
      await beFaster(page, PEOPLE, () => switchKeys(page));
      await page.locator("main form input").first().fill("李明 2");
      await page.locator("main form button[type=submit]").first().click();
      await choiceIsOpen(page);
    },
    after: async (page) => {
      await page.unroute(PEOPLE);
      await switchKeys(page);
    },
  },
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
  { name: "tokens", who: "admin", path: () => "/admin?tab=tokens", ready: visible("main section li, [data-empty]") },
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
  { name: "notifications", path: () => "/me/notifications", ready: visible("tbody input") },
  { name: "deliveries", who: "admin", path: () => "/admin?tab=deliveries", ready: visible("[data-delivery]") },
  {
    name: "webhook-edit",
    who: "admin",
    path: () => "/admin?tab=deliveries",
    ready: async (page) => {
      if ((await page.locator("[data-outlet=webhook]").count()) === 0) {
        const body = { channel: "webhook", name: "BI", url: "https://hooks.example.com/triangle", secret: "a secret of some length", shared: true };
        const { data } = await read(page, "/outlets");
        if (!data.some(({ channel }) => channel === "webhook")) await write(page, "POST", "/outlets", { body });
        await page.reload();
      }
      await page.locator("[data-delivery]").first().waitFor();
      await page.locator("[data-outlet=webhook] button").nth(1).click();
      await page.locator("[data-outlet=webhook] form").waitFor();
    },
  },
];
