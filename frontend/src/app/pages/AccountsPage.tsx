import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconBuilding, IconPlus } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { useNavigate } from "react-router";
import { AccountPeek } from "@/app/accounts/AccountPeek";
import { FailedPage } from "@/app/pages/FailedPage";
import { AccountDialog } from "@/features/accounts/AccountDialog";
import { AccountFilters } from "@/features/accounts/AccountFilters";
import { AccountTable } from "@/features/accounts/AccountTable";
import { NO_FILTER, useAccounts } from "@/features/accounts/api";
import { SavedViews } from "@/features/identity/SavedViews";
import { StaleMark } from "@/realtime/StaleMark";
import { Empty } from "@/ui/Empty";
import { Loading } from "@/ui/Loading";
import { Page } from "@/ui/Page";
import { useFilter } from "@/ui/useFilter";
import { useWords } from "@/ui/useWords";

const NAMES = ["q", "type", "channel", "mine", "gap", "peek"] as const;

/** All accounts one may see, with their triangles; one of them can be looked at beside the list. */
export function AccountsPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [{ peek, ...filter }, change] = useFilter(NAMES);
  const [q] = useDebouncedValue(filter.q, 200);
  const query = useAccounts({ ...filter, q });
  const [isAdding, setAdding] = useState(false);
  const accounts = query.data?.pages.flatMap((page) => page.data);
  const isFiltered = Object.values(filter).some(Boolean);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const goOn = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (query.isError && !accounts) return <FailedPage error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Page
      title={t("accounts.title")}
      note={<StaleMark />}
      actions={
        <>
          <SavedViews screen="accounts" />
          <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setAdding(true)}>
            {t("accounts.add")}
          </Button>
        </>
      }
    >
      <AccountFilters filter={filter} onChange={change} />
      {!accounts ? (
        <Loading />
      ) : accounts.length > 0 ? (
        <AccountTable accounts={accounts} onPeek={({ id }) => change({ peek: String(id) })} onNearEnd={goOn} />
      ) : (
        <Empty
          icon={<IconBuilding aria-hidden="true" />}
          title={isFiltered ? t("accounts.none_found") : t("accounts.empty_title")}
          text={isFiltered ? t("accounts.none_found_text") : t("accounts.empty_text")}
        >
          {isFiltered ? (
            <Button variant="default" onClick={() => change(NO_FILTER)}>
              {t("accounts.clear_filter")}
            </Button>
          ) : null}
        </Empty>
      )}
      {Number(peek) > 0 ? <AccountPeek key={peek} id={Number(peek)} onClose={() => change({ peek: "" })} /> : null}
      {isAdding ? (
        <AccountDialog onClose={() => setAdding(false)} onDone={({ id }) => void navigate(`/accounts/${id}`)} />
      ) : null}
    </Page>
  );
}
