import { useState } from "react";
import { NewsList } from "@/app/NewsList";
import { FailedPage } from "@/app/pages/FailedPage";
import { failureOf } from "@/api/failureOf";
import { useTeams } from "@/features/identity/api";
import { ALL_NEWS, FIRST_NEWS, useNews, useOverview } from "@/features/matrix/api";
import { Overview } from "@/features/matrix/Overview";
import { ProofBadge } from "@/features/matrix/ProofBadge";
import { Loading } from "@/ui/Loading";
import { Page } from "@/ui/Page";
import { useWords } from "@/ui/useWords";

/** Where a leader begins: what is so in their teams, and what is new since they last looked. */
export function OverviewPage() {
  const { t, moment } = useWords();
  const query = useOverview();
  const [limit, setLimit] = useState(FIRST_NEWS);
  const news = useNews(limit);
  const teams = useTeams().data?.data ?? [];
  const failure = failureOf(query);
  if (failure) return <FailedPage error={failure} onRetry={() => void query.refetch()} />;
  const teamName = (id: number | null) => teams.find((each) => each.id === id)?.name ?? t("common.none");
  const lead = query.data ? <p>{t("matrix.overview_lead", { since: moment(query.data.since) })}</p> : null;
  const list = news.data ? (
    <NewsList found={news.data} isFetching={news.isFetching} onAll={limit < ALL_NEWS ? () => setLimit(ALL_NEWS) : undefined} />
  ) : null;
  // The news stand above the rest, which would jump when they come.
  const isThere = query.data && !news.isPending;
  return (
    <Page title={t("shell.overview")} lead={lead} actions={<ProofBadge dealId={null} />}>
      {isThere ? <Overview found={query.data} teamName={teamName} news={list} /> : <Loading />}
    </Page>
  );
}
