import { Link } from "react-router";
import type { Overview } from "@/api/types";
import styles from "@/features/matrix/Overview.module.css";
import { Tag } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

type Risk = Overview["risks"][number];

/** What is graver stands first, and is not told by its colour alone. */
const REASONS = [
  ["bad", "standing_vetoes"],
  ["bad", "overridden_vetoes"],
  ["bad", "stopped_gates"],
  ["bad", "broken_promises"],
  ["bad", "late_handoffs"],
  ["warn", "late_promises"],
  ["warn", "late_conditions"],
  ["warn", "late_nodes"],
] as const;

/** Open deals that may not go well, the largest first, with the reasons. */
export function RiskList({ found }: { found: Overview }) {
  const { t, amount } = useWords();
  const deals = new Map(found.deals.map((deal) => [deal.id, deal]));
  if (found.risks.length === 0) return <p className={styles.quiet}>{t("matrix.risks_none")}</p>;
  return (
    <ul className={styles.rows}>
      {found.risks.map((risk) => {
        const deal = deals.get(risk.deal_id);
        return (
          <li key={risk.deal_id} className={styles.row} data-risk={risk.deal_id}>
            <span className={styles.text}>
              <Link to={`/deals/${risk.deal_id}`}>{deal?.title}</Link>
              <span className={styles.quiet}>
                {deal?.account} · {amount(Number(risk.amount), risk.currency)}
              </span>
            </span>
            <Reasons risk={risk} today={found.at.slice(0, 10)} />
          </li>
        );
      })}
    </ul>
  );
}

function Reasons({ risk, today }: { risk: Risk; today: string }) {
  const { t, day } = useWords();
  const isPast = risk.closes_on !== null && risk.closes_on < today;
  return (
    <span className={styles.tags}>
      {REASONS.map(([tone, reason]) =>
        risk[reason] > 0 ? (
          <Tag key={reason} tone={tone}>
            {t(`matrix.risk_${reason}`, { n: risk[reason] })}
          </Tag>
        ) : null,
      )}
      {isPast ? <Tag tone="warn">{t("matrix.risk_close", { day: day(risk.closes_on ?? "") })}</Tag> : null}
    </span>
  );
}
