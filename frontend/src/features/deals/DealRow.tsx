import { memo } from "react";
import { Link } from "react-router";
import type { ListedDeal } from "@/api/types";
import own from "@/features/deals/DealRow.module.css";
import { DealStatus } from "@/features/deals/DealStatus";
import { StageTime } from "@/features/deals/StageTime";
import styles from "@/ui/Table.module.css";
import { useWords } from "@/ui/useWords";
import type { Place } from "@/ui/WindowedBody";

interface Props extends Place {
  deal: ListedDeal;
}

/** A deal among any number, as high as all others; of those that scroll by, only the ones that come are made. */
export const DealRow = memo(function DealRow({ deal, index, height }: Props) {
  const { amount, wholeAmount, day, name } = useWords();
  return (
    <tr className={own.row} aria-rowindex={index} style={{ height }}>
      <th scope="row" className={own.title}>
        <Link className={own.words} to={`/deals/${deal.id}`} title={deal.title}>
          {deal.title}
        </Link>
      </th>
      <td className={own.account}>
        <Link className={own.words} to={`/accounts/${deal.account.id}`} title={deal.account.name}>
          {deal.account.name}
        </Link>
      </td>
      <td className={`${styles.quiet} ${own.playbook}`}>
        <span className={own.words}>{name(deal.playbook.name)}</span>
      </td>
      <td className={own.stage}>
        <span className={own.words}>{deal.status === "lost" ? null : <StageTime deal={deal} />}</span>
      </td>
      <td className={`${styles.number} ${own.amount}`} title={wholeAmount(deal.amount, deal.currency)}>
        {amount(deal.amount, deal.currency)}
      </td>
      <td className={`${styles.date} ${own.date}`}>{deal.closes_on ? day(deal.closes_on) : null}</td>
      <td className={own.status}>
        <DealStatus status={deal.status} />
      </td>
    </tr>
  );
});
