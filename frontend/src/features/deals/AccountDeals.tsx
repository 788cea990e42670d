import { Link } from "react-router";
import type { ListedDeal } from "@/api/types";
import { DealStatus } from "@/features/deals/DealStatus";
import { StageTime } from "@/features/deals/StageTime";
import { useWords } from "@/ui/useWords";
import styles from "@/ui/Table.module.css";

/** The deals of one account, on half of its page; on a small screen each row becomes a card. */
export function AccountDeals({ deals }: { deals: ListedDeal[] }) {
  const { t, amount, wholeAmount, day } = useWords();
  return (
    <table className={`${styles.table} ${styles.tight}`}>
      <thead>
        <tr>
          <th scope="col">{t("deals.deal_title")}</th>
          <th scope="col">{t("deals.stage")}</th>
          <th scope="col" className={styles.number}>
            {t("deals.amount")}
          </th>
          <th scope="col">{t("deals.closes_on")}</th>
          <th scope="col">{t("deals.status")}</th>
        </tr>
      </thead>
      <tbody>
        {deals.map((deal) => (
          <tr key={deal.id}>
            <th scope="row">
              <Link to={`/deals/${deal.id}`}>{deal.title}</Link>
            </th>
            <td>{deal.status === "lost" ? null : <StageTime deal={deal} />}</td>
            <td className={styles.number} title={wholeAmount(deal.amount, deal.currency)}>
              {amount(deal.amount, deal.currency)}
            </td>
            <td className={styles.date}>{deal.closes_on ? day(deal.closes_on) : null}</td>
            <td>
              <DealStatus status={deal.status} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
