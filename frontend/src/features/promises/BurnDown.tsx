import type { PromiseCounts } from "@/api/types";
import styles from "@/features/promises/BurnDown.module.css";
import { useWords } from "@/ui/useWords";

const PARTS = ["open", "accepted", "kept", "broken"] as const;

/** How many promises wait, are taken on, kept and broken: a bar, with the same in words beside it. */
export function BurnDown({ counts }: { counts: PromiseCounts }) {
  const { t } = useWords();
  const shown = { open: counts.open + counts.returned, accepted: counts.accepted, kept: counts.kept, broken: counts.broken };
  const all = PARTS.reduce((sum, part) => sum + shown[part], 0);
  return (
    <figure className={styles.burn} aria-label={t("promises.burn_down", shown)} data-burn-down>
      {all > 0 ? (
        <svg className={styles.bar} viewBox={`0 0 ${all} 1`} preserveAspectRatio="none" aria-hidden="true">
          {PARTS.map((part, place) => (
            <rect
              key={part}
              data-part={part}
              x={PARTS.slice(0, place).reduce((sum, before) => sum + shown[before], 0)}
              width={shown[part]}
              height={1}
            />
          ))}
        </svg>
      ) : null}
      <figcaption className={styles.legend}>
        {PARTS.map((part) => (
          <span key={part} className={styles.part} data-part={part}>
            {t(`promises.status_${part}`)} {shown[part]}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
