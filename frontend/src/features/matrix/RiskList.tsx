import { Link } from "react-router";
import type { Overview } from "@/api/types";
import styles from "@/features/matrix/Overview.module.css";
import { Tag } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

/** Open deals in which something is late, the largest first, with the reasons. */
export function RiskList({ found }: { found: Overview }) {
  const { t, amount, day } = useWords();
  const deals = new Map(found.deals.map((deal) => [deal.id, deal]));
  if (found.risks.length === 0) return <p className={styles.quiet}>{t("matrix.risks_none")}</p>;
  return (
    <ul className={styles.rows}>
      {found.risks.map((risk) => {
        const deal = deals.get(risk.deal_id);
        const isPast = risk.closes_on !== null && risk.closes_on < found.at.slice(0, 10);
        return (
          <li key={risk.deal_id} className={styles.row} data-risk={risk.deal_id}>
            <span className={styles.text}>
              <Link to={`/deals/${risk.deal_id}`}>{deal?.title}</Link>
              <span className={styles.quiet}>
                {deal?.account} · {amount(Number(risk.amount), risk.currency)}
              </span>
            </span>
            <span className={styles.tags}>
              {risk.late_handoffs > 0 ? <Tag tone="bad">{t("matrix.risk_handoffs", { n: risk.late_handoffs })}</Tag> : null}
              {risk.late_nodes > 0 ? <Tag tone="warn">{t("matrix.risk_nodes", { n: risk.late_nodes })}</Tag> : null}
              {isPast ? <Tag tone="warn">{t("matrix.risk_close", { day: day(risk.closes_on ?? "") })}</Tag> : null}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
