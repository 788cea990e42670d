import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconBuilding, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { FailedPage } from "@/app/pages/FailedPage";
import { AccountDialog } from "@/features/accounts/AccountDialog";
import { AccountFilters } from "@/features/accounts/AccountFilters";
import { AccountTable } from "@/features/accounts/AccountTable";
import { useAccounts } from "@/features/accounts/api";
import { StaleMark } from "@/realtime/StaleMark";
import { Empty } from "@/ui/Empty";
import { Loading } from "@/ui/Loading";
import { MoreButton } from "@/ui/MoreButton";
import { Page } from "@/ui/Page";
import { useFilter } from "@/ui/useFilter";
import { useWords } from "@/ui/useWords";

const NAMES = ["q", "type", "channel"] as const;
const NO_FILTER = { q: "", type: "", channel: "" };

/** All accounts one may see, with their triangles. */
export function AccountsPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [filter, change] = useFilter(NAMES);
  const [q] = useDebouncedValue(filter.q, 200);
  const query = useAccounts({ ...filter, q });
  const [isAdding, setAdding] = useState(false);
  const accounts = query.data?.pages.flatMap((page) => page.data);
  const isFiltered = Object.values(filter).some(Boolean);
  if (query.isError && !accounts) return <FailedPage error={query.error} onRetry={() => void query.refetch()} />;
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setAdding(true)}>
      {t("accounts.add")}
    </Button>
  );
  return (
    <Page title={t("accounts.title")} actions={add} note={<StaleMark />}>
      <AccountFilters filter={filter} onChange={change} />
      {!accounts ? (
        <Loading />
      ) : accounts.length > 0 ? (
        <AccountTable accounts={accounts} />
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
      <MoreButton query={query} />
      {isAdding ? (
        <AccountDialog onClose={() => setAdding(false)} onDone={({ id }) => void navigate(`/accounts/${id}`)} />
      ) : null}
    </Page>
  );
}
