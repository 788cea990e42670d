/** The screens of the responsibility rules: how they are set, findings that are repaired or waived, and a leader's week. */
import { beFaster, choiceIsOpen } from "./faster.mjs";
import { enter, read, signIn, write } from "./stage.mjs";

const visible = (selector) => (page) => page.locator(selector).first().waitFor();

/** Sets from how many nodes at work on somebody has too many, as the administration does; null is as it comes. */
async function allowNodes(page, threshold) {
  const { page: desk, context } = await enter(page.context().browser(), { address: new URL(page.url()).origin }, { who: "the administration" });
  await signIn(desk, "admin@demo.example");
  const { version } = (await read(desk, "/rules")).data.find(({ name }) => name === "overloaded");
  await write(desk, "PATCH", "/rules/overloaded", { body: { threshold }, version });
  await context.close();
}

/** Sets parts of the rule that stands first on the page, from outside of it. */
async function setFirstRule(page, wishOf) {
  const name = await page.locator("[data-lint-rule]").first().getAttribute("data-lint-rule");
  const { version, severity } = (await read(page, "/rules")).data.find((rule) => rule.name === name);
  await write(page, "PATCH", `/rules/${name}`, { body: wishOf(severity), version });
}

const RULES = "**/api/rules/*";

/** A leader's week: whether one has been told depends on the day on which the demo company is looked at. */
const WEEK = {
  id: 9_999_999,
  type: "summary.weekly",
  topic: "weekly",
  ...Object.fromEntries(["deal", "account", "node", "handoff_id", "promise_id", "note_id", "acting_for", "read_at", "done_at"].map((name) => [name, null])),
  about: {
    week: "2026-03-02",
    compared: true,
    teams: [
      { team_id: 1, name: "华东区", high: 2, medium: 3, low: 1, new: 2, gone: 1, waiting: 4, overdue: 1, deals: 12, covered: 9 },
      { team_id: 2, name: "华东一部", high: 0, medium: 1, low: 0, new: 0, gone: 0, waiting: 0, overdue: 0, deals: 7, covered: 7 },
    ],
  },
};

async function withWeek(route) {
  const answer = await route.fetch();
  const box = await answer.json();
  await route.fulfill({ response: answer, json: { ...box, data: [{ ...box.data[0], ...WEEK }, ...box.data] } });
}

const TOLD = "**/api/notifications?box=information*";

export const RULE_SCREENS = [
  { name: "rules", who: "admin", path: () => "/admin/rules", ready: visible("[data-lint-rule]") },
  {
    name: "matrix-fix",
    who: "lead",
    isOverlay: true,
    path: () => "/matrix?view=gaps",
    ready: async (page) => {
      await page.locator("[data-fix=open_node], [data-fix=answer]").first().click();
      await page.locator("[data-fixing] [data-panel][aria-busy=false]").waitFor();
    },
  },
  {
    name: "matrix-waive",
    who: "lead",
    isOverlay: true,
    path: () => "/matrix?view=gaps",
    ready: async (page) => {
      await page.locator("[data-waive]").first().click();
      await page.locator("[role=dialog] form").waitFor();
    },
  },
  {
    name: "matrix-overloaded",
    who: "lead",
    isOverlay: true,
    path: () => "/matrix?view=gaps&rule=overloaded",
    ready: async (page) => {
      // Nobody in the demo company has too many as the rule comes.
      await allowNodes(page, 3);
      await page.reload();
      await page.locator("[data-rule=overloaded] [data-fix=hand_off]").first().click();
      await page.locator("[data-fixing=overloaded] [data-busy-node]").first().waitFor();
    },
    after: (page) => allowNodes(page, null),
  },
  {
    name: "told-week",
    who: "lead",
    path: () => "/inbox?box=information",
    ready: async (page) => {
      await page.route(TOLD, withWeek);
      await page.reload();
      await page.locator("[data-told='summary.weekly'] a[href*='team=2']").waitFor();
    },
    after: (page) => page.unroute(TOLD),
  },
  {
    name: "rule-conflict",
    who: "admin",
    path: () => "/admin?tab=rules",
    ready: async (page) => {
      await beFaster(page, RULES, () => setFirstRule(page, (severity) => ({ severity: severity === "low" ? "medium" : "low" })));
      await page.locator("[data-lint-rule] input[type=checkbox]").first().click();
      await choiceIsOpen(page);
    },
    after: async (page) => {
      await page.unroute(RULES);
      await setFirstRule(page, () => ({ is_on: null, severity: null, threshold: null }));
    },
  },
];
