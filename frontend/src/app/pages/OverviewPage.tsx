import { NewsList } from "@/app/NewsList";
import { FailedPage } from "@/app/pages/FailedPage";
import { failureOf } from "@/api/failureOf";
import { useTeams } from "@/features/identity/api";
import { FIRST_NEWS, useNews, useOverview } from "@/features/matrix/api";
import { Overview } from "@/features/matrix/Overview";
import { ProofBadge } from "@/features/matrix/ProofBadge";
import { Loading } from "@/ui/Loading";
import { Page } from "@/ui/Page";
import { useWords } from "@/ui/useWords";

/** Where a leader begins: what is so in their teams, and what is new since they last looked. */
export function OverviewPage() {
  const { t, moment } = useWords();
  const query = useOverview();
  // They stand above the rest, which would jump when they come.
  const isNewsAwaited = useNews(FIRST_NEWS).isPending;
  const teams = useTeams().data?.data ?? [];
  const failure = failureOf(query);
  if (failure) return <FailedPage error={failure} onRetry={() => void query.refetch()} />;
  const teamName = (id: number | null) => teams.find((each) => each.id === id)?.name ?? t("common.none");
  const lead = query.data ? <p>{t("matrix.overview_lead", { since: moment(query.data.since) })}</p> : null;
  return (
    <Page title={t("shell.overview")} lead={lead} actions={<ProofBadge dealId={null} />}>
      {query.data && !isNewsAwaited ? <Overview found={query.data} teamName={teamName} news={<NewsList />} /> : <Loading />}
    </Page>
  );
}
