import { write } from "@/api/client";
import { dealStream } from "@/api/keys";
import type { Node, NodeReply, Outcome } from "@/api/types";
import { useWrite } from "@/realtime/useWrite";

export interface Verdict {
  outcome: Outcome;
  reason: string;
  conditions: string[];
}

export function useDecide(node: Node, onDone: () => void) {
  return useWrite(
    (verdict: Verdict, key) =>
      write<NodeReply>("POST", `/nodes/${node.id}/decide`, { body: verdict, version: node.version, key }),
    { touches: () => [dealStream(node.deal_id)], onDone },
  );
}
