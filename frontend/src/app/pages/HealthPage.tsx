import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import type { Check } from "@/api/types";
import { failureOf } from "@/api/failureOf";
import { FailedPage } from "@/app/pages/FailedPage";
import { useSelfTest } from "@/features/health/api";
import { CheckList } from "@/features/health/CheckList";
import { useLine } from "@/realtime/useLine";
import { Loading } from "@/ui/Loading";
import { Page } from "@/ui/Page";
import { useWords } from "@/ui/useWords";

/** Whether the installation is well, for those who look after it. */
export function HealthPage() {
  const { t, moment } = useWords();
  const query = useSelfTest();
  const browser = useBrowserCheck();
  const failure = failureOf(query);
  if (failure) return <FailedPage error={failure} onRetry={() => void query.refetch()} />;
  const again = (
    <Button
      leftSection={<IconRefresh size={18} aria-hidden="true" />}
      loading={query.isFetching}
      onClick={() => void query.refetch()}
    >
      {t("health.again")}
    </Button>
  );
  const lead = query.data ? (
    <p role="status">
      {t(`health.all_${query.data.status}`)} {t("health.looked_at", { time: moment(query.data.at) })}
    </p>
  ) : null;
  return (
    <Page title={t("health.title")} lead={lead} actions={again}>
      {query.data ? <CheckList checks={[browser, ...query.data.checks]} /> : <Loading />}
    </Page>
  );
}

/** This browser's own socket: it has been through every proxy in between, which the server cannot try. */
function useBrowserCheck(): Check {
  const isLive = useLine() === "live";
  return {
    check: "browser",
    code: isLive ? "browser_live" : "browser_cut_off",
    status: isLive ? "ok" : "fail",
    params: {},
  };
}
