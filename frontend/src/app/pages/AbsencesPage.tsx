import { usePeople } from "@/api/people";
import { useMe } from "@/api/session";
import { AbsenceList } from "@/features/absences/AbsenceList";
import { useTeams } from "@/features/identity/api";
import { ledBy } from "@/features/identity/teamTree";
import { Page } from "@/ui/Page";
import { Panel } from "@/ui/Panel";
import styles from "@/ui/Rows.module.css";
import { useWords } from "@/ui/useWords";

/** Who is away in the months to come, and where nobody acts for them. */
export function AbsencesPage() {
  const { t } = useWords();
  const me = useMe();
  const { people } = usePeople();
  const teams = useTeams().data?.data ?? [];
  const led = me.role === "leader" && me.team_id ? ledBy(teams, me.team_id) : new Set<number>();
  const among = people.filter(
    ({ id, team_id, is_active }) => is_active && (id === me.id || me.role === "admin" || (team_id !== null && led.has(team_id))),
  );
  return (
    <Page title={t("absences.title")}>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Panel title={t("absences.calendar")}>
            <AbsenceList among={among} />
          </Panel>
        </div>
        <div className={styles.column}>
          <Panel title={t("absences.gaps")}>
            <p className={styles.lead}>{t("absences.gaps_text")}</p>
            <AbsenceList among={among} isOnlyGaps />
          </Panel>
        </div>
      </div>
    </Page>
  );
}
