import { SegmentedControl } from "@mantine/core";
import { IconTable } from "@tabler/icons-react";
import { FailedPage } from "@/app/pages/FailedPage";
import styles from "@/app/matrix/GridView.module.css";
import type { ViewProps } from "@/app/matrix/view";
import { useLoad, useMoments } from "@/features/matrix/api";
import { AsOfBar } from "@/features/matrix/AsOfBar";
import { LoadMap } from "@/features/matrix/LoadMap";
import { filtersOf } from "@/features/matrix/question";
import { Empty } from "@/ui/Empty";
import { Loading } from "@/ui/Loading";
import { useWords } from "@/ui/useWords";

const BY = ["week", "stage"] as const;

/** Who carries how much, week by week or stage by stage. */
export function LoadView({ question, onChange }: ViewProps) {
  const { t } = useWords();
  const { at } = question;
  const by = BY.find((each) => each === question.by) ?? "week";
  const filters = filtersOf(question);
  const query = useLoad({ ...filters, at, by });
  const moments = useMoments({ ...filters, at });
  if (query.isError && !query.data) return <FailedPage error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <AsOfBar at={at} moments={moments} onChange={(moment) => onChange({ at: moment })} />
      <div className={styles.tools} data-tools>
        <SegmentedControl
          aria-label={t("matrix.load")}
          value={by}
          onChange={(value) => onChange({ by: value === "week" ? "" : value })}
          data={BY.map((value) => ({ value, label: t(`matrix.load_${value}`) }))}
        />
        <span>{t("matrix.load_text")}</span>
      </div>
      {!query.data ? (
        <Loading />
      ) : query.data.data.length === 0 ? (
        <Empty icon={<IconTable aria-hidden="true" />} title={t("matrix.load_none")} />
      ) : (
        <LoadMap
          load={query.data}
          onPerson={(id, when) => onChange({ view: "", person: String(id), duty: "A", state: "open", at: isLast(query.data.weeks, when) ? at : when })}
        />
      )}
    </>
  );
}

function isLast(weeks: string[], when: string): boolean {
  return when === "" || weeks.at(-1) === when;
}
