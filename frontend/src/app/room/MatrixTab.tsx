import { Button } from "@mantine/core";
import { FailedPage } from "@/app/pages/FailedPage";
import { failureOf } from "@/api/failureOf";
import { useDealMatrix, useDifference, useMoments } from "@/features/matrix/api";
import { AsOfBar } from "@/features/matrix/AsOfBar";
import { CompareFrom } from "@/features/matrix/CompareFrom";
import { ExportMenu } from "@/features/matrix/ExportMenu";
import { MatrixSheet } from "@/features/matrix/MatrixSheet";
import { ProofBadge } from "@/features/matrix/ProofBadge";
import { Loading } from "@/ui/Loading";
import { useFilter } from "@/ui/useFilter";
import { useWords } from "@/ui/useWords";
import styles from "@/app/room/MatrixTab.module.css";

const NAMES = ["at", "vs", "columns"] as const;

/** The matrix of one deal: live now, or read-only as of a moment in the address. */
export function MatrixTab({ dealId }: { dealId: number }) {
  const { t } = useWords();
  const [{ at, vs, columns }, change] = useFilter(NAMES);
  const matrix = useDealMatrix(dealId, at);
  const moments = useMoments({ deal: String(dealId), at });
  const difference = useDifference({ deal: String(dealId), from: vs, to: at }, vs !== "");
  const failure = failureOf(matrix);
  if (failure) return <FailedPage error={failure} onRetry={() => void matrix.refetch()} />;
  if (!matrix.data) return <Loading />;
  const across = columns === "roles" ? "roles" : "people";
  return (
    <div className={styles.tab} data-wide-paper>
      <AsOfBar at={at} moments={moments} onChange={(moment) => change({ at: moment })} />
      <div className={styles.tools}>
        <Button variant="default" aria-pressed={across === "roles"} onClick={() => change({ columns: across === "roles" ? "" : "roles" })}>
          {across === "roles" ? t("matrix.columns_people") : t("matrix.columns_roles")}
        </Button>
        <CompareFrom vs={vs} at={at} onChange={(from) => change({ vs: from })} />
        <ExportMenu wanted={{ deal: String(dealId), at }} />
        <ProofBadge dealId={dealId} />
      </div>
      <MatrixSheet
        pages={vs ? (difference.data?.pages ?? []) : [matrix.data]}
        grouping="none"
        across={across}
        at={at}
        vs={vs}
        hasMore={false}
        onReach={() => undefined}
        onColumn={() => undefined}
      />
    </div>
  );
}
