import { newId } from "@/lib/id";
import type { components } from "@/api/schema";

type ConditionNew = components["schemas"]["ConditionNew"];

export interface ConditionWish {
  /** Tells the lines of the form apart. */
  key: string;
  text: string;
  kind: "item" | "promise";
  node_id: number | null;
  owner_id: number | null;
  role: "FR" | "SR";
  due_on: string;
}

export function blank(): ConditionWish {
  return { key: newId(), text: "", kind: "item", node_id: null, owner_id: null, role: "FR", due_on: "" };
}

/** What is sent of a condition; what was left empty is filled by the server from the next node. */
export function asSent({ text, kind, node_id, owner_id, role, due_on }: ConditionWish): ConditionNew {
  const isItem = kind === "item";
  return { text: text.trim(), kind, node_id: isItem ? node_id : null, owner_id: isItem ? owner_id : null, role, due_on: due_on || null };
}
