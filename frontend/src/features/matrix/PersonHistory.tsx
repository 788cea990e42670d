import { Link } from "react-router";
import type { Duties } from "@/api/types";
import { DutyMark } from "@/features/matrix/DutyMark";
import styles from "@/features/matrix/PersonHistory.module.css";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

interface Props {
  pages: Duties[];
  /** The span that the bars stand for, in milliseconds. */
  from: number;
  to: number;
}

/** One person over time: every duty as an interval, the last begun first. */
export function PersonHistory({ pages, from, to }: Props) {
  const { t, name, moment } = useWords();
  const nameOfRole = useRoleName();
  const deals = new Map(pages.flatMap((page) => page.deals.map((deal) => [deal.id, deal] as const)));
  const templates = new Map(pages.flatMap((page) => page.templates.map((each) => [each.id, each] as const)));
  return (
    <ul className={styles.list}>
      {pages.flatMap((page) =>
        page.data.map((row) => {
          const template = templates.get(row.template_id);
          return (
            <li key={row.id} className={styles.row}>
              <DutyMark duty={row.duty} />
              <div className={styles.what}>
                <Link to={`/deals/${row.deal_id}?node=${row.node_id}`}>
                  {template?.code} {template ? name(template.name) : ""}
                </Link>
                <span className={styles.quiet}>
                  {deals.get(row.deal_id)?.account} · {deals.get(row.deal_id)?.title} · {nameOfRole(row.role)}
                </span>
              </div>
              <div className={styles.span}>
                <span className={styles.track} aria-hidden="true">
                  <span className={styles.bar} style={place(row, from, to)} data-open={row.until_at === null || undefined} />
                </span>
                <span className={styles.quiet}>
                  {moment(row.from_at)} – {row.until_at ? moment(row.until_at) : t("responsibilities.as_of_now")} ·{" "}
                  {t(`matrix.cause_${row.cause}`)}
                </span>
              </div>
            </li>
          );
        }),
      )}
    </ul>
  );
}

function place(row: Duties["data"][number], from: number, to: number): { left: string; width: string } {
  const share = (at: number) => Math.max(0, Math.min(1, (at - from) / Math.max(1, to - from)));
  const begins = share(new Date(row.from_at).getTime());
  const ends = row.until_at ? share(new Date(row.until_at).getTime()) : 1;
  return { left: `${begins * 100}%`, width: `${Math.max(0.5, (ends - begins) * 100)}%` };
}
