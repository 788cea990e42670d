import { Button } from "@mantine/core";
import { IconBriefcase } from "@tabler/icons-react";
import { Link } from "react-router";
import type { ListedDeal } from "@/api/types";
import { NextPageFailed } from "@/app/NextPageFailed";
import { PartFailed } from "@/app/PartFailed";
import { type DealFilter, useDeals } from "@/features/deals/api";
import { DealTable } from "@/features/deals/DealTable";
import { Empty } from "@/ui/Empty";
import { Loading } from "@/ui/Loading";
import { NewRowsPill } from "@/ui/NewRowsPill";
import { useNewRows } from "@/ui/useNewRows";
import { useNextPage } from "@/ui/useNextPage";
import { useWords } from "@/ui/useWords";

const NONE: ListedDeal[] = [];

interface Props {
  filter: DealFilter;
  onClear: () => void;
}

/** The list, one page after the other as it is read. */
export function DealListView({ filter, onClear }: Props) {
  const { t } = useWords();
  const query = useDeals(filter);
  const deals = query.data?.pages.flatMap((page) => page.data);
  const { shown, held } = useNewRows(deals ?? NONE, { keyOf: ({ id }) => String(id), of: JSON.stringify(filter) });
  const isFiltered = Object.values(filter).some(Boolean);
  const goOn = useNextPage(query);
  if (query.isError && !deals) return <PartFailed error={query.error} onRetry={() => void query.refetch()} />;
  if (!deals) return <Loading />;
  if (deals.length > 0)
    return (
      <>
        <NewRowsPill held={held} />
        <DealTable deals={shown} onNearEnd={goOn} />
        <NextPageFailed query={query} />
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
