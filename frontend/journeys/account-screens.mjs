/** The screens of accounts: the list, one account with its parts, and what is typed or brought into them. */
import { visible } from "./visible.mjs";

export const ACCOUNT_SCREENS = [
  { name: "accounts", path: () => "/accounts", ready: visible("tbody tr") },
  { name: "import", path: () => "/accounts/import", ready: visible("[data-choose]") },
  { name: "accounts-none", path: () => "/accounts?q=zzzz", ready: visible("[data-empty]") },
  {
    name: "new-account",
    isOverlay: true,
    path: () => "/accounts",
    ready: async (page) => {
      await page.locator("main header button").last().click();
      await page.locator("[role=dialog] form").waitFor();
    },
  },
  { name: "account", path: ({ account }) => `/accounts/${account}`, ready: visible("[data-figure]") },
  { name: "account-contacts", path: ({ account }) => `/accounts/${account}?tab=contacts`, ready: visible("[data-contact]") },
  { name: "account-activity", path: ({ account }) => `/accounts/${account}?tab=activity`, ready: visible("ol li") },
  {
    name: "edit-account",
    isOverlay: true,
    path: ({ account }) => `/accounts/${account}`,
    ready: async (page) => {
      await page.locator("[data-edit-account]").click();
      await page.locator("[role=dialog] form").waitFor();
    },
  },
  {
    name: "account-conflict",
    isOverlay: true,
    path: ({ account }) => `/accounts/${account}`,
    ready: async (page) => {
      const problem = { type: "about:blank", title: "stale", status: 412, code: "stale", detail: "", params: {}, errors: [] };
      await page.route("**/api/accounts/*", (route) =>
        route.request().method() === "PATCH" ? route.fulfill({ status: 412, contentType: "application/problem+json", json: problem }) : route.fallback(),
      );
      await page.locator("[data-edit-account]").click();
      await page.locator("[role=dialog] input").last().fill("KD");
      await page.locator("[role=dialog] button[type=submit]").click();
      await page.locator("[data-conflict] button[aria-expanded]").click();
      await page.locator("[data-compare]").waitFor();
    },
    after: (page) => page.unroute("**/api/accounts/*"),
  },
  {
    name: "import-rows",
    path: () => "/accounts/import",
    ready: async (page) => {
      const chooser = page.waitForEvent("filechooser");
      await page.locator("[data-choose]").click();
      const rows = "客户名称,客户类型,方案经理\r\n华光电子,大客户,sr@demo.example\r\n,巨型,nobody@demo.example\r\n华光电子,,";
      await (await chooser).setFiles({ name: "客户.csv", mimeType: "text/csv", buffer: Buffer.from(`\uFEFF${rows}`) });
      await page.locator("[data-import]:not(:disabled)").waitFor();
    },
  },
];
