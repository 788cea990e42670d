import type { Notice } from "@/api/types";
import type { Wording } from "@/ui/useWords";

type NameOf = (id: number | null | undefined) => string;
type RoleName = (role: never) => string;

/** What a leader is told once a week, team by team. */
export interface Summary {
  week: string;
  compared: boolean;
  teams: (Record<(typeof NUMBERS)[number], number> & { team_id: number; name: string })[];
}

const NUMBERS = ["high", "medium", "low", "new", "gone", "waiting", "overdue", "deals", "covered"] as const;

function totals({ teams }: Summary): Record<string, number> {
  return Object.fromEntries(NUMBERS.map((name) => [name, teams.reduce((sum, team) => sum + team[name], 0)]));
}

/** Names the room that a notification is from, or what it tells of where that is no room. */
export function place({ account, deal, topic }: Notice, { t }: Wording): string {
  if (account && deal) return `${account.name} / ${deal.title}`;
  return t(topic === "deputy" ? "notifications.topic_deputy" : "notifications.topic_weekly");
}

/** Where what a notification is about is seen, and answered. */
export function addressOf({ deal, node, topic }: Notice): string {
  if (deal) return `/deals/${deal.id}${node ? `?node=${node.id}` : ""}`;
  return topic === "deputy" ? "/away" : "/overview";
}

/** For whom somebody is deputy, and when; in one seat only, or in everything. */
interface StandingIn {
  person_id: number;
  role: string | null;
  from_at: string;
  until_at: string;
}

function standingIn(about: StandingIn, { t, moment }: Wording, nameOf: NameOf, roleName: RoleName): Record<string, string> {
  return {
    person: nameOf(about.person_id),
    from: moment(about.from_at),
    until: moment(about.until_at),
    role: about.role ? t("notifications.deputy_role", { role: roleName(about.role as never) }) : "",
  };
}

/** Words what a notification says, with the name of whoever did it, and of whom for. */
export function sentence(notice: Notice, wording: Wording, nameOf: NameOf, roleName: RoleName): string {
  const { actor_id, acting_for, node, subject, about } = notice;
  const actor = acting_for
    ? wording.t("common.acting_for", { actor: nameOf(actor_id), other: nameOf(acting_for) })
    : nameOf(actor_id);
  const said = about as { role?: string; outcome?: string; returns?: number };
  const isDeputy = notice.topic === "deputy";
  return (
    wording.find(`notifications.said_${notice.type.replace(".", "_")}`, {
      actor,
      node: node ? wording.name(node.name as { zh: string; en: string }) : "",
      subject,
      returns: said.returns ?? "",
      role: said.role ? roleName(said.role as never) : "",
      ...(notice.type === "summary.weekly" ? totals(about as unknown as Summary) : {}),
      ...(isDeputy ? standingIn(about as unknown as StandingIn, wording, nameOf, roleName) : {}),
      outcome: said.outcome ? (wording.find(`common.outcome_${said.outcome}`) ?? "") : "",
    }) ?? notice.type
  );
}
