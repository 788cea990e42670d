import type { Team } from "@/api/types";

export interface Branch {
  team: Team;
  depth: number;
}

/** Teams as they are drawn: each below the one it belongs to, by name. */
export function treeOf(teams: Team[], parentId: number | null = null, depth = 0): Branch[] {
  return teams
    .filter((team) => team.parent_id === parentId)
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .flatMap((team) => [{ team, depth }, ...treeOf(teams, team.id, depth + 1)]);
}

/** The teams that a team may be put below: all but itself and what is below it. */
export function placesFor(teams: Team[], team: Team | null): Team[] {
  if (!team) return teams;
  const below = new Set([team.id, ...treeOf(teams, team.id).map((branch) => branch.team.id)]);
  return teams.filter(({ id }) => !below.has(id));
}

/** The ids of a team and every team below it. */
export function ledBy(teams: Team[], teamId: number): Set<number> {
  const led = new Set([teamId]);
  for (let before = 0; before !== led.size; ) {
    before = led.size;
    for (const { id, parent_id } of teams) if (parent_id !== null && led.has(parent_id)) led.add(id);
  }
  return led;
}
