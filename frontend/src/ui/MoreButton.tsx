import { Button } from "@mantine/core";
import styles from "@/ui/MoreButton.module.css";
import { useWords } from "@/ui/useWords";

interface Props {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** Loads the next page of a list, when there is one. */
export function MoreButton({ query }: Props) {
  const { t } = useWords();
  if (!query.hasNextPage) return null;
  return (
    <div className={styles.more}>
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
        {t("common.show_more")}
      </Button>
    </div>
  );
}
