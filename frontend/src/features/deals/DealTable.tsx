import { Link } from "react-router";
import type { ListedDeal } from "@/api/types";
import { DealStatus } from "@/features/deals/DealStatus";
import { StageTime } from "@/features/deals/StageTime";
import { useWords } from "@/ui/useWords";
import styles from "@/ui/Table.module.css";

interface Props {
  deals: ListedDeal[];
  /** An account's own page has half the width, and says what kind of account it is. */
  showsAccount: boolean;
}

/** Deals with their amounts and close dates; on a small screen each row becomes a card. */
export function DealTable({ deals, showsAccount }: Props) {
  const { t, amount, wholeAmount, day, name } = useWords();
  return (
    <table className={showsAccount ? styles.table : `${styles.table} ${styles.tight}`}>
      <thead>
        <tr>
          <th scope="col">{t("deals.deal_title")}</th>
          {showsAccount ? <th scope="col">{t("deals.account")}</th> : null}
          {showsAccount ? <th scope="col">{t("deals.playbook")}</th> : null}
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
            {showsAccount ? (
              <td>
                <Link to={`/accounts/${deal.account.id}`}>{deal.account.name}</Link>
              </td>
            ) : null}
            {showsAccount ? <td className={styles.quiet}>{name(deal.playbook.name)}</td> : null}
            <td className={showsAccount ? styles.date : undefined}>{deal.status === "lost" ? null : <StageTime deal={deal} />}</td>
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
