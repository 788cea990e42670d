import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import styles from "@/app/NewsList.module.css";
import { EntryLine } from "@/features/activity/EntryLine";
import { FIRST_NEWS, useNews } from "@/features/matrix/api";
import { useWords } from "@/ui/useWords";

const MOST = 200;

/** Who did what in which deal since the last visit; the first few, and all of it when asked for. */
export function NewsList() {
  const { t } = useWords();
  const [limit, setLimit] = useState(FIRST_NEWS);
  const { data: found, isFetching } = useNews(limit);
  const deals = new Map(found?.deals.map((deal) => [deal.id, deal]));
  if (!found || found.data.length === 0) return null;
  return (
    <>
      <ol className={styles.news} data-news>
        {found.data.map((entry) => {
          const deal = deals.get(entry.deal_id);
          const place = (
            <Link className={styles.place} to={`/deals/${entry.deal_id}?tab=activity`}>
              {deal?.account} · {deal?.title}
            </Link>
          );
          return (
            <EntryLine
              key={`${entry.stream} ${entry.seq}`}
              entry={entry}
              place={place}
              permalink={`/deals/${entry.deal_id}?tab=activity&entry=${entry.seq}`}
            />
          );
        })}
      </ol>
      {found.has_more && limit < MOST ? (
        <Button variant="subtle" size="compact-sm" loading={isFetching} onClick={() => setLimit(MOST)}>
          {t("matrix.news_all")}
        </Button>
      ) : null}
    </>
  );
}
