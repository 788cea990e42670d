import { Link } from "react-router";
import styles from "@/features/notifications/NoticeList.module.css";
import type { Summary } from "@/features/notifications/sentence";
import { useWords } from "@/ui/useWords";

/** Team by team: findings by severity, what changed since last week, hand-offs that wait, whole triangles. */
export function SummaryTeams({ summary }: { summary: Summary }) {
  const { t } = useWords();
  return (
    <ul className={styles.teams}>
      {summary.teams.map((team) => (
        <li key={team.team_id}>
          <Link to={`/matrix?view=gaps&team=${team.team_id}`}>{team.name}</Link>{" "}
          {[
            t("notifications.summary_findings", { high: team.high, medium: team.medium, low: team.low }),
            ...(summary.compared ? [t("notifications.summary_change", { new: team.new, gone: team.gone })] : []),
            t("notifications.summary_waiting", { waiting: team.waiting, overdue: team.overdue }),
            t("notifications.summary_coverage", { covered: team.covered, deals: team.deals }),
          ].map((said) => (
            <span key={said} className={styles.figure}>
              {said}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
