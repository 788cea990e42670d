import { Link } from "react-router";
import { useAccountPromises } from "@/features/promises/api";
import { BurnDown } from "@/features/promises/BurnDown";
import styles from "@/features/promises/AccountPromises.module.css";
import { TONES } from "@/features/promises/standing";
import { Panel } from "@/ui/Panel";
import { Tag } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

/** What an account was promised in the rooms that I may see, and how it burns down. */
export function AccountPromises({ accountId }: { accountId: number }) {
  const { t, day } = useWords();
  const found = useAccountPromises(accountId).data;
  if (!found) return null;
  return (
    <Panel title={t("promises.title")}>
      {found.data.length === 0 ? <p className={styles.dim}>{t("promises.account_empty")}</p> : <BurnDown counts={found.counts} />}
      <ul className={styles.lines}>
        {found.data.map((promise) => (
          <li key={promise.id} className={styles.line} data-promise={promise.id}>
            <Link to={`/deals/${promise.deal_id}?tab=promises&promise=${promise.id}`}>{promise.text}</Link>
            <Tag tone={TONES[promise.status]}>{t(`promises.status_${promise.status}`)}</Tag>
            <span className={styles.dim}>
              {[promise.deal.title, promise.due_on ? t("promises.due", { day: day(promise.due_on) }) : ""].filter(Boolean).join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
