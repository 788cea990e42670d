import { IconLayoutSidebarRightExpand } from "@tabler/icons-react";
import { memo } from "react";
import { Link } from "react-router";
import type { ListedAccount } from "@/api/types";
import own from "@/features/accounts/AccountTable.module.css";
import { SeatFaces } from "@/features/accounts/SeatFaces";
import styles from "@/ui/Table.module.css";
import { useNarrow } from "@/ui/useNarrow";
import { useWords } from "@/ui/useWords";
import { type Place, WindowedBody } from "@/ui/WindowedBody";

const ROW = 64;
const CARD = 130;

interface Props {
  accounts: ListedAccount[];
  onPeek: (account: ListedAccount) => void;
  /** Called when the end of what is loaded comes near. */
  onNearEnd: () => void;
}

/**
 * Accounts with their triangles, as many as there are: only the rows near the screen have elements.
 *
 * There is no column of satisfaction: nothing in the product asks customers yet, and a number made of anything else
 * would be a guess. It comes with their answers, as a field of `AccountRow`.
 */
export function AccountTable({ accounts, onPeek, onNearEnd }: Props) {
  const { t } = useWords();
  const height = useNarrow() ? CARD : ROW;
  return (
    <table className={`${styles.table} ${own.table}`} aria-rowcount={accounts.length + 1}>
      <thead>
        <tr>
          <th scope="col">{t("accounts.name")}</th>
          <th scope="col">{t("accounts.type")}</th>
          <th scope="col" className={styles.number}>
            {t("accounts.open_amount")}
          </th>
          <th scope="col">{t("accounts.next_close")}</th>
          <th scope="col">{t("accounts.triangle")}</th>
          <th scope="col">{t("accounts.peek")}</th>
        </tr>
      </thead>
      <WindowedBody rows={accounts} height={height} onNearEnd={onNearEnd}>
        {(account, place) => <Row key={account.id} account={account} {...place} onPeek={onPeek} />}
      </WindowedBody>
    </table>
  );
}

interface RowProps extends Place {
  account: ListedAccount;
  onPeek: (account: ListedAccount) => void;
}

/** Of hundreds that scroll by, only those that come are made. */
const Row = memo(function Row({ account, index, height, onPeek }: RowProps) {
  const { t, amount, day, list } = useWords();
  const sums = account.open_amounts.map((sum) => amount(sum.amount, sum.currency));
  const place = [account.industry, account.region].filter(Boolean).join(" · ");
  return (
    <tr className={own.card} aria-rowindex={index} style={{ height }}>
      <th scope="row" className={own.nameCell}>
        <Link to={`/accounts/${account.id}`} className={own.name}>
          {account.name}
        </Link>
        <span className={own.place}>{place}</span>
      </th>
      <td className={`${styles.quiet} ${own.type}`}>
        {t(`accounts.type_${account.type}`)} · {t(`accounts.channel_${account.channel}`)}
      </td>
      <td className={`${styles.number} ${own.sum}`}>{account.open_deals > 0 ? t("accounts.open_of", { amount: list(sums), n: account.open_deals }) : null}</td>
      <td className={`${styles.date} ${own.date}`}>{account.next_close_on ? day(account.next_close_on) : null}</td>
      <td className={own.faces}>
        <SeatFaces account={account} />
      </td>
      <td className={own.peek}>
        <button type="button" className={own.button} aria-label={t("accounts.peek_at", { name: account.name })} onClick={() => onPeek(account)}>
          <IconLayoutSidebarRightExpand size={20} stroke={1.75} aria-hidden="true" />
        </button>
      </td>
    </tr>
  );
});
