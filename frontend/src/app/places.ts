import { IconBeach, IconBell, IconBriefcase, IconBuilding, IconHeartbeat, IconInbox, IconLayoutDashboard, IconSettings, IconTable, IconUser } from "@tabler/icons-react";
import type { Person } from "@/api/types";

/** The pages one can go to from anywhere, with the key that follows `g`. */
export const PLACES = [
  { to: "/overview", key: "shell.overview", Icon: IconLayoutDashboard, go: "l", where: "leader" },
  { to: "/inbox", key: "shell.inbox", Icon: IconInbox, go: "i", where: "bar" },
  { to: "/accounts", key: "shell.accounts", Icon: IconBuilding, go: "c", where: "bar" },
  { to: "/deals", key: "shell.deals", Icon: IconBriefcase, go: "d", where: "bar" },
  { to: "/matrix", key: "shell.matrix", Icon: IconTable, go: "m", where: "bar" },
  { to: "/me", key: "shell.profile", Icon: IconUser, go: "p", where: "menu" },
  { to: "/away", key: "shell.absences", Icon: IconBeach, go: "o", where: "menu" },
  { to: "/me/notifications", key: "notifications.settings", Icon: IconBell, go: "n", where: "menu" },
  { to: "/admin", key: "shell.admin", Icon: IconSettings, go: "s", where: "admin" },
  { to: "/admin/health", key: "shell.health", Icon: IconHeartbeat, go: "h", where: "admin" },
] as const;

/** The pages that somebody may open. */
export function placesOf(me: Person) {
  return PLACES.filter(({ where }) => (where !== "admin" && where !== "leader") || me.role === where);
}

/** Where somebody begins: whoever leads with the overview, everybody else with what waits for their answer. */
export function homeOf(me: Person): string {
  return me.role === "leader" ? "/overview" : "/inbox";
}
