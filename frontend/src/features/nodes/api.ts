import { useQuery } from "@tanstack/react-query";
import { get, write } from "@/api/client";
import { dealStream, keys } from "@/api/keys";
import type { ChecklistItem, Node, NodeReply } from "@/api/types";
import { useWrite } from "@/realtime/useWrite";

/** What the room does not say of a node: what I may do, what is missing, how a hand-off is prefilled. */
export function useNodeBeside(dealId: number, nodeId: number) {
  return useQuery({
    queryKey: keys.node(dealId, nodeId),
    queryFn: ({ signal }) => get<NodeReply>(`/nodes/${nodeId}`, signal),
  });
}

export type NodeVerb = "start" | "finish" | "skip" | "reopen";

export interface NodeWish {
  verb: NodeVerb;
  reason?: string;
}

export function useMoveNode(node: Node, onDone: () => void) {
  return useWrite(
    ({ verb, reason }: NodeWish, key) =>
      write<NodeReply>("POST", `/nodes/${node.id}/${verb}`, { body: reason ? { reason } : {}, version: node.version, key }),
    { touches: () => [dealStream(node.deal_id)], onDone },
  );
}

export type ItemChange = Partial<Pick<ChecklistItem, "state" | "note" | "evidence" | "reason">>;

export interface ItemWish {
  item: ChecklistItem;
  change: ItemChange;
}

export function useChangeItem(dealId: number, onDone: (item: ChecklistItem, wish: ItemWish) => void) {
  return useWrite(
    async ({ item, change }: ItemWish, key) => {
      const path = `/checklist-items/${item.id}`;
      return (await write<{ data: ChecklistItem }>("PATCH", path, { body: change, version: item.version, key })).data;
    },
    { touches: () => [dealStream(dealId)], onDone },
  );
}
