import type { ListedDeal } from "@/api/types";
import { daysSince } from "@/lib/time";
import styles from "@/ui/Table.module.css";
import { useWords } from "@/ui/useWords";

/** Where a deal stands, and for how many days. */
export function StageTime({ deal }: { deal: ListedDeal }) {
  const { t } = useWords();
  return (
    <>
      {t(`deals.stage_${deal.stage}`)} <span className={styles.whole}>{t("deals.days", { n: Math.max(0, daysSince(deal.stage_since)) })}</span>
    </>
  );
}
