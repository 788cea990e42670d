import { Link } from "react-router";
import type { Account } from "@/api/types";
import { SeatFaces } from "@/features/accounts/SeatFaces";
import { useWords } from "@/ui/useWords";
import styles from "@/ui/Table.module.css";

/** Accounts with their triangles; on a small screen each row becomes a card. */
export function AccountTable({ accounts }: { accounts: Account[] }) {
  const { t } = useWords();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("accounts.name")}</th>
          <th scope="col">{t("accounts.type")}</th>
          <th scope="col">{t("accounts.industry")}</th>
          <th scope="col">{t("accounts.region")}</th>
          <th scope="col">{t("accounts.triangle")}</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.id}>
            <th scope="row">
              <Link to={`/accounts/${account.id}`}>{account.name}</Link>
            </th>
            <td>
              {t(`accounts.type_${account.type}`)} · {t(`accounts.channel_${account.channel}`)}
            </td>
            <td>{account.industry}</td>
            <td>{account.region}</td>
            <td>
              <SeatFaces account={account} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
