import type { Entry, LintRule } from "@/api/types";
import type { EntryTypes } from "@/realtime/apply";

function putRule(rules: LintRule[], entry: Entry): LintRule[] {
  const said = entry.data.rule as LintRule;
  return rules.map((rule) => (rule.name === said.name ? said : rule));
}

function leave<Known>(known: Known): Known {
  return known;
}

export const matrixEntries = {
  "rule.changed": { rules: putRule },
  // Findings are lists over all rooms: the hint that a room moved fetches them again.
  "finding.waived": { room: leave, rules: leave },
  "finding.resumed": { room: leave, rules: leave },
} satisfies EntryTypes;
