import { Select } from "@mantine/core";
import type { Team } from "@/api/types";
import { treeOf } from "@/features/identity/teamTree";
import { useWords } from "@/ui/useWords";

interface Props {
  teams: Team[];
  value: number | null;
  onChange: (id: number | null) => void;
  label?: string;
}

/** Chooses a team from the tree, or none. */
export function TeamSelect({ teams, value, onChange, label }: Props) {
  const { t } = useWords();
  const roots = teams.filter(({ parent_id }) => !teams.some(({ id }) => id === parent_id));
  const rows = roots.flatMap((root) => [{ team: root, depth: 0 }, ...treeOf(teams, root.id, 1)]);
  return (
    <Select
      label={label ?? t("admin.team")}
      placeholder={t("admin.no_team")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("admin.no_team") }}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
      data={rows.map(({ team, depth }) => ({ value: String(team.id), label: `${"\u00a0\u00a0".repeat(depth)}${team.name}` }))}
    />
  );
}
