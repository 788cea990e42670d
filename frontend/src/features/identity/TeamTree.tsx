import { Button } from "@mantine/core";
import type { CSSProperties } from "react";
import type { Team } from "@/api/types";
import { TeamDialog } from "@/features/identity/TeamDialog";
import { treeOf } from "@/features/identity/teamTree";
import own from "@/features/identity/TeamTree.module.css";
import styles from "@/ui/Rows.module.css";
import { useEdited } from "@/ui/useEdited";
import { useWords } from "@/ui/useWords";

interface Props {
  teams: Team[];
  sizeOf: (teamId: number) => number;
}

/** The tree of teams; each can be renamed and moved. */
export function TeamTree({ teams, sizeOf }: Props) {
  const { t } = useWords();
  const edited = useEdited(teams);
  return (
    <>
      <Button variant="default" mb="sm" onClick={() => edited.edit("new")}>
        {t("admin.add_team")}
      </Button>
      <ul className={`${styles.rows} ${own.tree}`}>
        {treeOf(teams).map(({ team, depth }) => (
          <li key={team.id} className={`${styles.row} ${own.team}`} style={{ "--depth": depth } as CSSProperties}>
            <div className={styles.text}>
              <p className={styles.title}>{team.name}</p>
              <p className={styles.quiet}>{t("admin.team_size", { n: sizeOf(team.id) })}</p>
            </div>
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={`${t("admin.edit_team")} ${team.name}`}
              onClick={() => edited.edit(team)}
            >
              {t("admin.edit_team")}
            </Button>
          </li>
        ))}
      </ul>
      {edited.isOpen ? <TeamDialog team={edited.known} teams={teams} onClose={edited.close} /> : null}
    </>
  );
}
