import { Link } from "react-router";
import type { Overview } from "@/api/types";
import styles from "@/features/matrix/Overview.module.css";
import { Tag } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

const CORNERS = ["AR", "SR", "FR"] as const;

interface Props {
  rows: Overview["coverage"];
  teamName: (id: number | null) => string;
}

/** Team by team: how many deals have their whole triangle, and which corner the others lack. */
export function TriangleCoverage({ rows, teamName }: Props) {
  const { t } = useWords();
  if (rows.length === 0) return <p className={styles.quiet}>{t("matrix.coverage_none")}</p>;
  return (
    <ul className={styles.rows}>
      {rows.map(({ team_id: team, deals, covered, missing }) => (
        <li key={team ?? 0} className={styles.row}>
          <span className={styles.text}>
            <Link to={team === null ? "/matrix" : `/matrix?team=${team}&columns=roles`}>{teamName(team)}</Link>
            <span className={styles.quiet}>{t("matrix.coverage_of", { covered, deals })}</span>
          </span>
          <span className={styles.tags}>
            {covered === deals ? (
              <Tag tone="good">{t("matrix.coverage_whole")}</Tag>
            ) : (
              CORNERS.filter((role) => missing[role] > 0).map((role) => (
                <Tag key={role} tone="warn">
                  {t("matrix.coverage_missing", { role, n: missing[role] })}
                </Tag>
              ))
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
