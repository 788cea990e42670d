import type { Room } from "@/api/types";
import { useWinRate } from "@/features/deals/api";
import styles from "@/features/deals/DealWinRate.module.css";
import { localeOf } from "@/lib/words";
import { useWords } from "@/ui/useWords";

/** How often deals like this one were won; nothing is said of a handful. */
export function DealWinRate({ room }: { room: Room }) {
  const { t, language } = useWords();
  const found = useWinRate(room).data?.data;
  const ended = found?.ended ?? null;
  const won = found?.won ?? null;
  const percent = new Intl.NumberFormat(localeOf(language), { style: "percent", maximumFractionDigits: 0 });
  // Its line is there before its number is, and nothing beside it moves.
  if (!found) return <p className={styles.rate} />;
  if (ended === null || won === null)
    return (
      <p className={styles.rate} title={t("deals.win_rate_few")} data-win-rate="few">
        {t("deals.win_rate", { rate: "–" })}
      </p>
    );
  return (
    <p className={styles.rate} title={t("deals.win_rate_title", { ended, won })} data-win-rate={won / ended}>
      {t("deals.win_rate", { rate: percent.format(won / ended) })}
      <span className={styles.of}>{t("deals.win_rate_of", { won, ended })}</span>
    </p>
  );
}
