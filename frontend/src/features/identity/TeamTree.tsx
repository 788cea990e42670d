import { Button } from "@mantine/core";
import { useState } from "react";
import type { Team } from "@/api/types";
import { TeamDialog } from "@/features/identity/TeamDialog";
import { treeOf } from "@/features/identity/teamTree";
import styles from "@/ui/Rows.module.css";
import { useWords } from "@/ui/useWords";

interface Props {
  teams: Team[];
  sizeOf: (teamId: number) => number;
}

/** The tree of teams; each can be renamed and moved. */
export function TeamTree({ teams, sizeOf }: Props) {
  const { t } = useWords();
  const [edited, setEdited] = useState<Team | "new" | null>(null);
  return (
    <>
      <Button variant="default" mb="sm" onClick={() => setEdited("new")}>
        {t("admin.add_team")}
      </Button>
      <ul className={styles.rows}>
        {treeOf(teams).map(({ team, depth }) => (
          <li key={team.id} className={styles.row} style={{ paddingLeft: depth * 28 }}>
            <div className={styles.text}>
              <p className={styles.title}>{team.name}</p>
              <p className={styles.quiet}>{t("admin.team_size", { n: sizeOf(team.id) })}</p>
            </div>
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={`${t("admin.edit_team")} ${team.name}`}
              onClick={() => setEdited(team)}
            >
              {t("admin.edit_team")}
            </Button>
          </li>
        ))}
      </ul>
      {edited ? <TeamDialog team={edited === "new" ? null : edited} teams={teams} onClose={() => setEdited(null)} /> : null}
    </>
  );
}
