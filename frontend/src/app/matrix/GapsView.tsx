import { useState } from "react";
import { FailedPage } from "@/app/pages/FailedPage";
import type { ViewProps } from "@/app/matrix/view";
import { FindingFix } from "@/app/matrix/FindingFix";
import { useMe } from "@/api/session";
import type { Finding } from "@/api/types";
import { useTeams } from "@/features/identity/api";
import { useFindings } from "@/features/matrix/api";
import { GapsList } from "@/features/matrix/GapsList";
import { WaivedList } from "@/features/matrix/WaivedList";
import { Loading } from "@/ui/Loading";
import { MoreButton } from "@/ui/MoreButton";
import { useWords } from "@/ui/useWords";

/** Where responsibility has holes now, the gravest first. */
export function GapsView({ question, onChange }: ViewProps) {
  const { t } = useWords();
  const { team, account, playbook, person, rule } = question;
  const wanted = { team, account, playbook, person, rule };
  const query = useFindings(wanted);
  const [fixed, setFixed] = useState<Finding | null>(null);
  const mayWaive = useMe().role !== "member";
  const known = useTeams();
  const teams = known.data?.data ?? [];
  const teamName = (id: number | null) => teams.find((each) => each.id === id)?.name ?? t("common.none");
  if (query.isError && !query.data) return <FailedPage error={query.error} onRetry={() => void query.refetch()} />;
  // Names that come later would move every count.
  if (!query.data || known.isPending) return <Loading />;
  return (
    <>
      <GapsList pages={query.data.pages} teamName={teamName} rule={rule} onRule={(chosen) => onChange({ rule: chosen })} mayWaive={mayWaive} onFix={setFixed} />
      <MoreButton query={query} />
      <WaivedList wanted={wanted} mayWaive={mayWaive} />
      {fixed ? <FindingFix finding={fixed} onClose={() => setFixed(null)} /> : null}
    </>
  );
}
