import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconBuilding, IconPlus, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { AccountPeek } from "@/app/accounts/AccountPeek";
import { NextPageFailed } from "@/app/NextPageFailed";
import type { ListedAccount } from "@/api/types";
import { FailedPage } from "@/app/pages/FailedPage";
import { AccountDialog } from "@/features/accounts/AccountDialog";
import { AccountFilters } from "@/features/accounts/AccountFilters";
import { AccountTable } from "@/features/accounts/AccountTable";
import { NO_FILTER, useAccounts } from "@/features/accounts/api";
import { SavedViews } from "@/features/identity/SavedViews";
import { StaleMark } from "@/realtime/StaleMark";
import { Empty } from "@/ui/Empty";
import { Loading } from "@/ui/Loading";
import { NewRowsPill } from "@/ui/NewRowsPill";
import { Page } from "@/ui/Page";
import { useFilter } from "@/ui/useFilter";
import { useNewRows } from "@/ui/useNewRows";
import { useNextPage } from "@/ui/useNextPage";
import { useWords } from "@/ui/useWords";

const NAMES = ["q", "type", "channel", "mine", "gap", "peek"] as const;

const NONE: ListedAccount[] = [];

/** All accounts one may see, with their triangles; one of them can be looked at beside the list. */
export function AccountsPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [{ peek, ...filter }, change] = useFilter(NAMES);
  const [q] = useDebouncedValue(filter.q, 200);
  const query = useAccounts({ ...filter, q });
  const [isAdding, setAdding] = useState(false);
  const accounts = query.data?.pages.flatMap((page) => page.data);
  const { shown, held } = useNewRows(accounts ?? NONE, { keyOf: ({ id }) => String(id), of: JSON.stringify({ ...filter, q }) });
  const isFiltered = Object.values(filter).some(Boolean);
  const goOn = useNextPage(query);
  if (query.isError && !accounts) return <FailedPage error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Page
      title={t("accounts.title")}
      note={<StaleMark />}
      actions={
        <>
          <SavedViews screen="accounts" />
          <Button component={Link} to="/accounts/import" variant="default" leftSection={<IconUpload size={16} aria-hidden="true" />}>
            {t("importing.link")}
          </Button>
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
        <>
          <NewRowsPill held={held} />
          <AccountTable accounts={shown} onPeek={({ id }) => change({ peek: String(id) })} onNearEnd={goOn} />
          <NextPageFailed query={query} />
        </>
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
