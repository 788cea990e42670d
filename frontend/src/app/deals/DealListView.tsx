import { Button } from "@mantine/core";
import { IconBriefcase } from "@tabler/icons-react";
import { Link } from "react-router";
import { useProblem } from "@/api/useProblem";
import { type DealFilter, useDeals } from "@/features/deals/api";
import { DealTable } from "@/features/deals/DealTable";
import { Empty } from "@/ui/Empty";
import { Loading } from "@/ui/Loading";
import { MoreButton } from "@/ui/MoreButton";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

interface Props {
  filter: DealFilter;
  onClear: () => void;
}

/** The list, page by page. */
export function DealListView({ filter, onClear }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const query = useDeals(filter);
  const deals = query.data?.pages.flatMap((page) => page.data);
  const isFiltered = Object.values(filter).some(Boolean);
  if (query.isError && !deals)
    return (
      <>
        <Problem text={problem(query.error)} />
        <Button mt="sm" onClick={() => void query.refetch()}>
          {t("common.retry")}
        </Button>
      </>
    );
  if (!deals) return <Loading />;
  if (deals.length > 0)
    return (
      <>
        <DealTable deals={deals} showsAccount />
        <MoreButton query={query} />
      </>
    );
  return (
    <Empty
      icon={<IconBriefcase aria-hidden="true" />}
      title={isFiltered ? t("deals.none_found") : t("deals.empty_title")}
      text={isFiltered ? undefined : t("deals.empty_text")}
    >
      {isFiltered ? (
        <Button variant="default" onClick={onClear}>
          {t("accounts.clear_filter")}
        </Button>
      ) : (
        <Button component={Link} to="/accounts" variant="default">
          {t("deals.to_accounts")}
        </Button>
      )}
    </Empty>
  );
}
