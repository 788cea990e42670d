import { Button } from "@mantine/core";
import { Link } from "react-router";
import styles from "@/app/NewsList.module.css";
import { EntryLine } from "@/features/activity/EntryLine";
import type { News } from "@/api/types";
import { useWords } from "@/ui/useWords";

interface Props {
  found: News;
  isFetching: boolean;
  /** Asks for the rest; missing once it was asked for. */
  onAll?: () => void;
}

/** Who did what in which deal since the last visit; the first few, and all of it when asked for. */
export function NewsList({ found, isFetching, onAll }: Props) {
  const { t } = useWords();
  const deals = new Map(found.deals.map((deal) => [deal.id, deal]));
  if (found.data.length === 0) return null;
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
      {found.has_more && onAll ? (
        <Button variant="subtle" size="compact-sm" loading={isFetching} onClick={onAll}>
          {t("matrix.news_all")}
        </Button>
      ) : null}
    </>
  );
}
