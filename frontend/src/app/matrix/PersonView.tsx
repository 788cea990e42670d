import { IconUser } from "@tabler/icons-react";
import { FailedPage } from "@/app/pages/FailedPage";
import type { ViewProps } from "@/app/matrix/view";
import { useDuties, useMoments } from "@/features/matrix/api";
import { PersonHistory } from "@/features/matrix/PersonHistory";
import { filtersOf } from "@/features/matrix/question";
import { Empty } from "@/ui/Empty";
import { Loading } from "@/ui/Loading";
import { MoreButton } from "@/ui/MoreButton";
import { useNow } from "@/ui/useNow";
import { useWords } from "@/ui/useWords";

/** One person over time. */
export function PersonView({ question }: ViewProps) {
  const { t } = useWords();
  const now = useNow();
  const { person, state: _, ...filters } = filtersOf(question);
  const query = useDuties(person ?? "", filters);
  const first = useMoments({ ...filters, person }).data?.first;
  if (!person) return <Empty icon={<IconUser aria-hidden="true" />} title={t("matrix.choose_person")} />;
  if (query.isError && !query.data) return <FailedPage error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Loading />;
  if (query.data.pages[0]?.data.length === 0) return <Empty icon={<IconUser aria-hidden="true" />} title={t("matrix.person_none")} />;
  return (
    <>
      <PersonHistory pages={query.data.pages} from={first ? new Date(first).getTime() : now} to={now} />
      <MoreButton query={query} />
    </>
  );
}
