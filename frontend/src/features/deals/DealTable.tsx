import type { ListedDeal } from "@/api/types";
import { DealRow } from "@/features/deals/DealRow";
import own from "@/features/deals/DealTable.module.css";
import { currentDensity } from "@/ui/density";
import styles from "@/ui/Table.module.css";
import { useNarrow } from "@/ui/useNarrow";
import { useWords } from "@/ui/useWords";
import { WindowedBody } from "@/ui/WindowedBody";

const ROW = { normal: 60, compact: 50 };
const CARD = 134;
/** Beside the navigation seven columns have no room on less. */
const CARDS_BELOW = 1100;

interface Props {
  deals: ListedDeal[];
  /** Called when the end of what is loaded comes near. */
  onNearEnd: () => void;
}

/** Deals with their amounts and close dates, as many as there are; without room for its columns each row becomes a card. */
export function DealTable({ deals, onNearEnd }: Props) {
  const { t } = useWords();
  const height = useNarrow(CARDS_BELOW) ? CARD : ROW[currentDensity()];
  return (
    <table className={`${styles.table} ${own.table}`} aria-rowcount={deals.length + 1}>
      <thead>
        <tr>
          <th scope="col">{t("deals.deal_title")}</th>
          <th scope="col" className={own.account}>
            {t("deals.account")}
          </th>
          <th scope="col" className={own.playbook}>
            {t("deals.playbook")}
          </th>
          <th scope="col" className={own.stage}>
            {t("deals.stage")}
          </th>
          <th scope="col" className={`${styles.number} ${own.amount}`}>
            {t("deals.amount")}
          </th>
          <th scope="col" className={own.date}>
            {t("deals.closes_on")}
          </th>
          <th scope="col" className={own.status}>
            {t("deals.status")}
          </th>
        </tr>
      </thead>
      <WindowedBody rows={deals} height={height} onNearEnd={onNearEnd}>
        {(deal, place) => <DealRow key={deal.id} deal={deal} {...place} />}
      </WindowedBody>
    </table>
  );
}
