import { SegmentedControl } from "@mantine/core";
import { usePeople } from "@/api/people";
import { useMe } from "@/api/session";
import { AbsenceCalendar } from "@/features/absences/AbsenceCalendar";
import { AbsenceList } from "@/features/absences/AbsenceList";
import { useTeams } from "@/features/identity/api";
import { ledBy } from "@/features/identity/teamTree";
import { Page } from "@/ui/Page";
import { Panel } from "@/ui/Panel";
import styles from "@/ui/Rows.module.css";
import { useFilter } from "@/ui/useFilter";
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
  const [{ whose }, ask] = useFilter(["whose"]);
  const mine = me.team_id === null ? null : ledBy(teams, me.team_id);
  const teamOf = new Map(people.map(({ id, team_id }) => [id, team_id]));
  const isMine = (id: number) => id === me.id || mine?.has(teamOf.get(id) ?? 0) === true;
  const filter = mine ? (
    <SegmentedControl
      aria-label={t("absences.whose")}
      value={whose === "team" ? "team" : "all"}
      onChange={(value) => ask({ whose: value === "team" ? "team" : "" })}
      data={(["all", "team"] as const).map((value) => ({ value, label: t(`absences.whose_${value}`) }))}
    />
  ) : null;
  return (
    <Page title={t("shell.absences")}>
      <div className={styles.column}>
        <Panel title={t("absences.month_view")}>
          <AbsenceCalendar isShown={(id) => whose !== "team" || isMine(id)} filter={filter} />
        </Panel>
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
      </div>
    </Page>
  );
}
