import type { SameKeys } from "@/lib/words";
import type { gates as source } from "@/words/zh/gates";

export const gates: SameKeys<typeof source> = {
  decide: "Decide",
  title: "Gate {gate}",
  decide_title: "Decision of gate {gate}",
  undecided: "Not decided yet",
  outcome: "Decision",
  outcome_go: "Go",
  outcome_no_go: "No-go",
  outcome_hold: "Hold",
  outcome_go_with_conditions: "Go with conditions",
  conditions: "Conditions",
  decided: "{person}, {at}",
  send: "Record the decision",
  no_go_text: "A no-go stops the deal at this node.",
  on_change: "Only needed when something changed",
  code_DELIVERABILITY: "Deliverability",
};
