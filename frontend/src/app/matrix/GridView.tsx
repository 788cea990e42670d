import { Button, SegmentedControl } from "@mantine/core";
import { IconTable } from "@tabler/icons-react";
import { useCallback } from "react";
import { Link } from "react-router";
import { FailedPage } from "@/app/pages/FailedPage";
import styles from "@/app/matrix/GridView.module.css";
import { useFilterWords } from "@/app/matrix/useFilterWords";
import type { ViewProps } from "@/app/matrix/view";
import { useDifference, useMatrix, useMoments, useNeighbours } from "@/features/matrix/api";
import { AsOfBar } from "@/features/matrix/AsOfBar";
import { CompareFrom } from "@/features/matrix/CompareFrom";
import { MatrixSheet } from "@/features/matrix/MatrixSheet";
import { EVERYTHING, filtersOf } from "@/features/matrix/question";
import { Empty } from "@/ui/Empty";
import { Loading } from "@/ui/Loading";
import { useWords } from "@/ui/useWords";

const GROUPS = ["deal", "account", "stage"] as const;
const ACROSS = ["people", "roles"] as const;

/** Nodes by people or roles, now or at any moment, or what changed between two. */
export function GridView({ question, onChange }: ViewProps) {
  const { t } = useWords();
  const { at, vs } = question;
  const filters = filtersOf(question);
  const group = GROUPS.find((each) => each === question.group) ?? "deal";
  const across = ACROSS.find((each) => each === question.columns) ?? "people";
  const standing = useMatrix({ ...filters, group, at }, vs === "");
  const changed = useDifference({ ...filters, group, from: vs, to: at }, vs !== "");
  const query = vs ? changed : standing;
  const narrowedBy = useFilterWords(filters).join(" / ");
  const moments = useMoments({ ...filters, at });
  useNeighbours(filters, group, moments.isPlaceholderData || vs ? undefined : moments.data);
  const { fetchNextPage, isFetchingNextPage } = query;
  const reach = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  if (query.isError && !query.data) return <FailedPage error={query.error} onRetry={() => void query.refetch()} />;
  const isEmpty = query.data?.pages.every((page) => page.data.length === 0) && !query.hasNextPage;
  return (
    <>
      <AsOfBar at={at} moments={moments} onChange={(moment) => onChange({ at: moment })} />
      <div className={styles.tools} data-tools>
        <SegmentedControl
          aria-label={t("matrix.group")}
          value={group}
          onChange={(value) => onChange({ group: value === "deal" ? "" : value })}
          data={GROUPS.map((value) => ({ value, label: t(`matrix.group_${value}`) }))}
        />
        <SegmentedControl
          aria-label={t("matrix.columns")}
          value={across}
          onChange={(value) => onChange({ columns: value === "people" ? "" : value })}
          data={ACROSS.map((value) => ({ value, label: t(`matrix.columns_${value}`) }))}
        />
        <CompareFrom vs={vs} at={at} onChange={(from) => onChange({ vs: from })} />
      </div>
      {!query.data ? (
        <Loading />
      ) : isEmpty ? (
        <Empty icon={<IconTable aria-hidden="true" />} {...emptyWords(vs !== "", Object.keys(filters).length > 0 || at !== "", t)}>
          {Object.keys(filters).length > 0 ? (
            <Button variant="default" onClick={() => onChange(EVERYTHING)}>
              {t("matrix.clear")}
            </Button>
          ) : (
            <Button component={Link} to="/deals" variant="default">
              {t("matrix.to_deals")}
            </Button>
          )}
        </Empty>
      ) : (
        <MatrixSheet
          pages={query.data.pages}
          grouping={group}
          across={across}
          at={at}
          vs={vs}
          filter={narrowedBy}
          hasMore={query.hasNextPage}
          onReach={reach}
          onColumn={({ id }) => onChange(across === "people" ? { person: id, view: "person" } : { role: id })}
        />
      )}
    </>
  );
}

function emptyWords(isComparison: boolean, isNarrowed: boolean, t: ReturnType<typeof useWords>["t"]): { title: string; text?: string } {
  if (isComparison) return { title: t("matrix.no_change") };
  if (isNarrowed) return { title: t("matrix.none_found") };
  return { title: t("matrix.empty_title"), text: t("matrix.empty_text") };
}
