import { Link } from "react-router";
import { usePeople } from "@/api/people";
import type { BoardColumn, ListedDeal } from "@/api/types";
import styles from "@/features/deals/DealBoard.module.css";
import { DealStatus } from "@/features/deals/DealStatus";
import { daysSince } from "@/lib/time";
import { Face } from "@/ui/Face";
import { useWords } from "@/ui/useWords";

interface Props {
  columns: BoardColumn[];
  /** Where all deals of a stage are listed, when a column shows only the first. */
  listOf: (stage: string) => string;
}

/** Deals by the stage they stand in, the next to close on top. */
export function DealBoard({ columns, listOf }: Props) {
  const { t } = useWords();
  return (
    <div className={styles.board} role="region" aria-label={t("deals.board")} tabIndex={0}>
      {columns.map((column) => (
        <section key={column.code} className={styles.column} aria-labelledby={`stage-${column.code}`}>
          <ColumnHead column={column} />
          <ul className={styles.cards}>
            {column.deals.map((deal) => (
              <li key={deal.id}>
                <Card deal={deal} />
              </li>
            ))}
          </ul>
          {column.count > column.deals.length ? (
            <Link className={styles.rest} to={listOf(column.code)}>
              {t("deals.board_more", { n: column.count - column.deals.length })}
            </Link>
          ) : null}
        </section>
      ))}
    </div>
  );
}

function ColumnHead({ column }: { column: BoardColumn }) {
  const { amount, list, name } = useWords();
  return (
    <header className={styles.head}>
      <h2 className={styles.title} id={`stage-${column.code}`}>
        {name(column.name)} <span className={styles.count}>{column.count}</span>
      </h2>
      <p className={styles.sum}>{list(column.amounts.map((sum) => amount(sum.amount, sum.currency))) || "\u00a0"}</p>
    </header>
  );
}

function Card({ deal }: { deal: ListedDeal }) {
  const { t, amount, day } = useWords();
  const { nameOf } = usePeople();
  const here = Math.max(0, daysSince(deal.stage_since));
  const isLate = deal.status === "open" && deal.closes_on !== null && daysSince(deal.closes_on) > 0;
  return (
    <article className={styles.card}>
      <Link className={styles.name} to={`/deals/${deal.id}`}>
        {deal.title}
      </Link>
      <p className={styles.quiet}>{deal.account.name}</p>
      <p className={styles.facts}>
        <strong>{amount(deal.amount, deal.currency)}</strong>
        {deal.status === "open" ? null : <DealStatus status={deal.status} />}
      </p>
      <p className={styles.foot}>
        {deal.ar_id === null ? null : (
          <>
            <Face name={nameOf(deal.ar_id)} id={deal.ar_id} size="small" />
            <span className={styles.hidden}>{nameOf(deal.ar_id)}</span>
          </>
        )}
        <span className={styles.quiet}>{t("deals.days", { n: here })}</span>
        {deal.closes_on ? (
          <span className={styles.quiet} data-late={isLate || undefined}>
            {t("deals.closes", { day: day(deal.closes_on) })}
          </span>
        ) : null}
      </p>
    </article>
  );
}
