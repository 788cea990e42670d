import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { get, write } from "@/api/client";
import { dealStream, keys } from "@/api/keys";
import type { ApiError } from "@/api/problem";
import { useMe } from "@/api/session";
import type { ChecklistItem, Node, NodeReply } from "@/api/types";
import { useReversible } from "@/realtime/useReversible";
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
  typed?: Typed | undefined;
}

/** A change whose words are a form's. */
export interface TypedChange {
  change: ItemChange;
  typed: Typed;
}

/** What a form does with what was typed in it. */
export interface Typed {
  /** Gives it back, when the server refuses it. */
  restore: () => void;
  /** Lets go of it, when it was given back and then given up, or sent after all; what was typed since stays. */
  drop: () => void;
  /** What was refused with the words that stand in the form now; undefined when the form has none any more. */
  now: (refused: ItemChange) => TypedChange | undefined;
  /** Calls the watcher whenever other words stand in the form; the returned function ends that. */
  watch: (watcher: () => void) => () => void;
}

/** Changes one checklist item: at once on screen, taken away again when refused. */
export function useChangeItem(item: ChecklistItem, dealId: number, onFail: (error: ApiError, wish: ItemWish) => void) {
  const me = useMe();
  // A change that waited for one of my own builds on what came of that.
  const answered = useRef(0);
  return useReversible(
    async ({ item: seen, change }: ItemWish, key) => {
      const version = Math.max(seen.version, answered.current);
      const path = `/checklist-items/${seen.id}`;
      const { data } = await write<{ data: ChecklistItem }>("PATCH", path, { body: change, version, key });
      answered.current = data.version;
      return data;
    },
    {
      scope: `item:${item.id}`,
      foresee: ({ item: seen, change }) => ({
        stream: dealStream(dealId),
        type: "checklist_item.changed",
        data: { item: { ...seen, ...change, changed_by: me.id, changed_for: null, changed_at: new Date().toISOString() } },
      }),
      told: (changed) => ({ item: changed }),
      onFail,
    },
  );
}
