import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Overview as Found } from "@/api/types";
import { FindingTotals } from "@/features/matrix/FindingTotals";
import styles from "@/features/matrix/Overview.module.css";
import { RiskList } from "@/features/matrix/RiskList";
import { TriangleCoverage } from "@/features/matrix/TriangleCoverage";
import { WaitingList } from "@/features/matrix/WaitingList";
import { useWords } from "@/ui/useWords";

interface Props {
  found: Found;
  teamName: (id: number | null) => string;
  /** What is new, line by line. */
  news: ReactNode;
}

const NEWS = ["opened", "won", "lost", "finished", "accepted", "returned", "moved"] as const;

/** The overview of a leader's teams, the most pressing first. */
export function Overview({ found, teamName, news }: Props) {
  const { t } = useWords();
  const { waiting, overdue } = found.handoff_counts;
  return (
    <div className={styles.parts}>
      <Part title={t("matrix.news")} link={{ to: `/matrix?vs=${encodeURIComponent(found.since)}`, text: t("matrix.news_compare") }} isWide>
        <dl className={styles.news}>
          {NEWS.map((each) => (
            <div key={each} data-some={found.news[each] > 0 || undefined}>
              <dt>{t(`matrix.news_${each}`)}</dt>
              <dd>{found.news[each]}</dd>
            </div>
          ))}
        </dl>
        {news}
      </Part>
      <Part title={t("matrix.risks")} note={t("matrix.risks_count", { n: found.risk_count })}>
        <RiskList found={found} />
      </Part>
      <Part title={t("matrix.handoffs_waiting")} note={t("matrix.handoffs_count", { n: waiting, late: overdue })}>
        <WaitingList found={found} />
      </Part>
      <Part title={t("matrix.findings_by_severity")} link={{ to: "/matrix?view=gaps", text: t("matrix.all_findings") }}>
        <FindingTotals counts={found.counts} />
      </Part>
      <Part title={t("matrix.coverage")}>
        <TriangleCoverage rows={found.coverage} teamName={teamName} />
      </Part>
    </div>
  );
}

interface PartProps {
  title: string;
  note?: string;
  link?: { to: string; text: string };
  isWide?: boolean;
  children: ReactNode;
}

function Part({ title, note, link, isWide, children }: PartProps) {
  return (
    <section className={styles.part} data-wide={isWide || undefined}>
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {note ? <span className={styles.quiet}>{note}</span> : null}
        {link ? (
          <Link to={link.to} className={styles.link}>
            {link.text}
          </Link>
        ) : null}
      </header>
      {children}
    </section>
  );
}
