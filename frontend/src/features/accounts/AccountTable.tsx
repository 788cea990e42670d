import { useMediaQuery } from "@mantine/hooks";
import { IconLayoutSidebarRightExpand } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { Link } from "react-router";
import type { ListedAccount } from "@/api/types";
import own from "@/features/accounts/AccountTable.module.css";
import { SeatFaces } from "@/features/accounts/SeatFaces";
import styles from "@/ui/Table.module.css";
import { useWindowed } from "@/ui/useWindowed";
import { useWords } from "@/ui/useWords";

const ROW = 64;
const CARD = 178;
const SOON = 30;

interface Props {
  accounts: ListedAccount[];
  onPeek: (account: ListedAccount) => void;
  /** Called when the end of what is loaded comes near. */
  onNearEnd: () => void;
}

/** Accounts with their triangles, as many as there are: only the rows near the screen have elements. */
export function AccountTable({ accounts, onPeek, onNearEnd }: Props) {
  const { t } = useWords();
  const body = useRef<HTMLTableSectionElement>(null);
  const isNarrow = useMediaQuery("(max-width: 800px)", window.innerWidth <= 800);
  const height = isNarrow ? CARD : ROW;
  const { first, last } = useWindowed(body, accounts.length, height);
  const isNearEnd = last > accounts.length - SOON;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);
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
      <tbody ref={body}>
        <Space height={first * height} />
        {accounts.slice(first, last).map((account, place) => (
          <Row key={account.id} account={account} index={first + place + 2} height={height} onPeek={onPeek} />
        ))}
        <Space height={(accounts.length - last) * height} />
      </tbody>
    </table>
  );
}

function Space({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden="true" className={own.space} style={{ height }} /> : null;
}

interface RowProps {
  account: ListedAccount;
  index: number;
  height: number;
  onPeek: (account: ListedAccount) => void;
}

function Row({ account, index, height, onPeek }: RowProps) {
  const { t, amount, day, list } = useWords();
  const sums = account.open_amounts.map((sum) => amount(sum.amount, sum.currency));
  const place = [account.industry, account.region].filter(Boolean).join(" · ");
  return (
    <tr aria-rowindex={index} style={{ height }}>
      <th scope="row">
        <Link to={`/accounts/${account.id}`} className={own.name}>
          {account.name}
        </Link>
        <span className={own.place}>{place}</span>
      </th>
      <td className={styles.quiet}>
        {t(`accounts.type_${account.type}`)} · {t(`accounts.channel_${account.channel}`)}
      </td>
      <td className={styles.number}>{account.open_deals > 0 ? t("accounts.open_of", { amount: list(sums), n: account.open_deals }) : null}</td>
      <td className={styles.date}>{account.next_close_on ? day(account.next_close_on) : null}</td>
      <td>
        <SeatFaces account={account} />
      </td>
      <td className={own.peek}>
        <button type="button" className={own.button} aria-label={t("accounts.peek_at", { name: account.name })} onClick={() => onPeek(account)}>
          <IconLayoutSidebarRightExpand size={20} stroke={1.75} aria-hidden="true" />
        </button>
      </td>
    </tr>
  );
}
