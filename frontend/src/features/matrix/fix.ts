import type { Finding } from "@/api/types";

/** The page on which a finding is repaired: the deal's team, the node with its hand-off, or a person's nodes. */
export function fixOf(finding: Finding): string {
  const { deal_id: deal, node_id: node, person_id: person, fix } = finding;
  if (deal === null) return `/matrix?state=open&duty=A&person=${person ?? ""}`;
  if (fix === "assign_seat") return `/deals/${deal}?tab=team`;
  if (fix === "open_promises") return `/deals/${deal}?tab=promises`;
  return node === null ? `/deals/${deal}` : `/deals/${deal}?node=${node}`;
}

/** Whether a dialog can repair it: where it is about a deal, or about a person. */
export function isFixedInPlace({ deal_id: deal, person_id: person }: Finding): boolean {
  return deal !== null || person !== null;
}
