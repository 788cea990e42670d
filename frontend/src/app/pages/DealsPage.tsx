import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconBriefcase, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { OpenRoomDialog } from "@/app/OpenRoomDialog";
import { FailedPage } from "@/app/pages/FailedPage";
import { useDeals } from "@/features/deals/api";
import { DealFilters } from "@/features/deals/DealFilters";
import { DealTable } from "@/features/deals/DealTable";
import { StaleMark } from "@/realtime/StaleMark";
import { Empty } from "@/ui/Empty";
import { Loading } from "@/ui/Loading";
import { MoreButton } from "@/ui/MoreButton";
import { Page } from "@/ui/Page";
import { useFilter } from "@/ui/useFilter";
import { useWords } from "@/ui/useWords";

const NAMES = ["q", "status"] as const;

/** All deals one may see. */
export function DealsPage() {
  const { t } = useWords();
  const [filter, change] = useFilter(NAMES);
  const [q] = useDebouncedValue(filter.q, 200);
  const query = useDeals({ ...filter, q });
  const [isOpening, setOpening] = useState(false);
  const deals = query.data?.pages.flatMap((page) => page.data);
  const isFiltered = Object.values(filter).some(Boolean);
  if (query.isError && !deals) return <FailedPage error={query.error} onRetry={() => void query.refetch()} />;
  const open = (
    <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setOpening(true)}>
      {t("deals.open_room")}
    </Button>
  );
  return (
    <Page title={t("deals.title")} actions={open} note={<StaleMark />}>
      <DealFilters filter={filter} onChange={change} />
      {!deals ? (
        <Loading />
      ) : deals.length > 0 ? (
        <DealTable deals={deals} showsAccount />
      ) : (
        <Empty
          icon={<IconBriefcase aria-hidden="true" />}
          title={isFiltered ? t("deals.none_found") : t("deals.empty_title")}
          text={isFiltered ? undefined : t("deals.empty_text")}
        >
          {isFiltered ? (
            <Button variant="default" onClick={() => change({ q: "", status: "" })}>
              {t("accounts.clear_filter")}
            </Button>
          ) : (
            <Button component={Link} to="/accounts" variant="default">
              {t("deals.to_accounts")}
            </Button>
          )}
        </Empty>
      )}
      <MoreButton query={query} />
      {isOpening ? <OpenRoomDialog account={null} onClose={() => setOpening(false)} /> : null}
    </Page>
  );
}
