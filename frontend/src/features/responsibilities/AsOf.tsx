import { IconHistory } from "@tabler/icons-react";
import type { Responsibility } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useResponsibilitiesAt } from "@/features/responsibilities/api";
import styles from "@/features/responsibilities/AsOf.module.css";
import { AsOfPicker } from "@/features/responsibilities/AsOfPicker";
import { ResponsibilityTable } from "@/features/responsibilities/ResponsibilityTable";
import { Panel } from "@/ui/Panel";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

interface Props {
  dealId: number;
  openedAt: string;
  nodes: { id: number; name: string }[];
  present: Responsibility[];
  at: string | null;
  onChange: (at: string | null) => void;
}

/** Who answers for what, now and live, or at any moment of the past and read-only. */
export function AsOf({ dealId, openedAt, nodes, present, at, onChange }: Props) {
  const { t, moment } = useWords();
  const problem = useProblem();
  const past = useResponsibilitiesAt(dealId, at);
  const isPast = at !== null;
  const rows = isPast ? past.data?.data : present;
  return (
    <Panel
      title={isPast ? t("responsibilities.as_of_title", { at: moment(at) }) : t("responsibilities.now_title")}
      aside={<AsOfPicker at={at} earliest={openedAt} onChange={onChange} />}
    >
      {isPast ? (
        <p className={styles.past}>
          <IconHistory size={18} aria-hidden="true" />
          {t("responsibilities.past")}
        </p>
      ) : null}
      <Problem text={past.error && isPast ? problem(past.error) : null} />
      {rows?.length === 0 ? <p className={styles.empty}>{t("responsibilities.empty")}</p> : null}
      {rows && rows.length > 0 ? (
        <div data-past={isPast || undefined} className={styles.frame}>
          <ResponsibilityTable nodes={nodes} rows={rows} present={isPast ? present : null} />
        </div>
      ) : null}
    </Panel>
  );
}
