import type { Account } from "@/api/types";

type Kind = Pick<Account, "type" | "channel">;

/** The code of the standard playbook for a kind of customer. */
export function propose({ type, channel }: Kind): string {
  return `${type === "key_account" ? "K" : "S"}${channel === "direct" ? "D" : "C"}`;
}
