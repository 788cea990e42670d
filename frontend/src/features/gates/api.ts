import { write } from "@/api/client";
import { dealStream } from "@/api/keys";
import type { components } from "@/api/schema";
import type { Node, NodeReply, Outcome } from "@/api/types";
import { useWrite } from "@/realtime/useWrite";

export interface Verdict {
  outcome: Outcome;
  reason: string;
  conditions: components["schemas"]["ConditionNew"][];
}

export function useDecide(node: Node, onDone: () => void) {
  return useWrite(
    ({ verdict, version }: { verdict: Verdict; version: number }, key) =>
      write<NodeReply>("POST", `/nodes/${node.id}/decide`, { body: verdict, version, key }),
    { touches: () => [dealStream(node.deal_id)], onDone },
  );
}

/** Overrides delivery's veto, as it was read, with the risk in writing. */
export function useOverride(node: Node, onDone: () => void) {
  return useWrite(
    (risk: string, key) =>
      write<NodeReply>("POST", `/nodes/${node.id}/override`, { body: { risk }, version: node.version, key }),
    { touches: () => [dealStream(node.deal_id)], onDone },
  );
}
