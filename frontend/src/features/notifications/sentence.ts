import type { Notice } from "@/api/types";
import type { Wording } from "@/ui/useWords";

type NameOf = (id: number | null | undefined) => string;
type RoleName = (role: never) => string;

/** Words what a notification says, with the name of whoever did it, and of whom for. */
export function sentence(notice: Notice, wording: Wording, nameOf: NameOf, roleName: RoleName): string {
  const { actor_id, acting_for, node, subject, about } = notice;
  const actor = acting_for
    ? wording.t("notifications.for", { actor: nameOf(actor_id), other: nameOf(acting_for) })
    : nameOf(actor_id);
  const said = about as { role?: string; outcome?: string; returns?: number };
  return (
    wording.find(`notifications.said_${notice.type.replace(".", "_")}`, {
      actor,
      node: node ? wording.name(node.name as { zh: string; en: string }) : "",
      subject,
      returns: said.returns ?? "",
      role: said.role ? roleName(said.role as never) : "",
      outcome: said.outcome ? (wording.find(`gates.outcome_${said.outcome}`) ?? "") : "",
    }) ?? notice.type
  );
}
