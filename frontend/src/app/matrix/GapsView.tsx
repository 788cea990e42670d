import { FailedPage } from "@/app/pages/FailedPage";
import type { ViewProps } from "@/app/matrix/view";
import { useTeams } from "@/features/identity/api";
import { useFindings } from "@/features/matrix/api";
import { GapsList } from "@/features/matrix/GapsList";
import { Loading } from "@/ui/Loading";
import { MoreButton } from "@/ui/MoreButton";
import { useWords } from "@/ui/useWords";

/** Where responsibility has holes now, the gravest first. */
export function GapsView({ question, onChange }: ViewProps) {
  const { t } = useWords();
  const { team, account, playbook, person, rule } = question;
  const query = useFindings({ team, account, playbook, person, rule });
  const teams = useTeams().data?.data ?? [];
  const teamName = (id: number | null) => teams.find((each) => each.id === id)?.name ?? t("common.none");
  if (query.isError && !query.data) return <FailedPage error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Loading />;
  return (
    <>
      <GapsList pages={query.data.pages} teamName={teamName} rule={rule} onRule={(chosen) => onChange({ rule: chosen })} />
      <MoreButton query={query} />
    </>
  );
}
