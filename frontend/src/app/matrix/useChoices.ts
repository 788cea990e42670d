import { useTeams } from "@/features/identity/api";
import type { FilterName } from "@/features/matrix/question";
import { usePlaybooks } from "@/features/playbooks/api";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

const STAGES = ["S1", "S2", "S3", "S4", "S5", "S6", "S7"] as const;
const ROLES = ["AR", "SR", "FR", "SP", "BF", "CM", "PT", "SV"];
const DUTIES = ["A", "R", "C", "I"] as const;
const STATES = ["open", "closed"] as const;

export interface Choice {
  value: string;
  label: string;
}

/** The filters that have few enough values to list them all, in the order in which they stand. */
export function useChoices(): [FilterName, Choice[]][] {
  const { t, name } = useWords();
  const nameOfRole = useRoleName();
  const teams = useTeams().data?.data ?? [];
  const playbooks = usePlaybooks().data?.data ?? [];
  return [
    ["team", teams.map((team) => ({ value: String(team.id), label: team.name }))],
    ["playbook", playbooks.map((playbook) => ({ value: playbook.code, label: name(playbook.name) }))],
    ["stage", STAGES.map((stage) => ({ value: stage, label: t(`matrix.stage_${stage}`) }))],
    ["state", STATES.map((state) => ({ value: state, label: t(`matrix.state_${state}`) }))],
    ["role", ROLES.map((role) => ({ value: role, label: nameOfRole(role) }))],
    ["duty", DUTIES.map((duty) => ({ value: duty, label: `${duty} ${t(`responsibilities.duty_${duty}`)}` }))],
  ];
}
