import { Link } from "react-router";
import type { Promised } from "@/api/types";
import styles from "@/features/promises/HandedPromises.module.css";
import { TONES } from "@/features/promises/standing";
import { Tag } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

/** What was promised at a node, each with how it stands. */
export function PromisedHere({ promises }: { promises: readonly Promised[] }) {
  const { t } = useWords();
  if (promises.length === 0) return null;
  return (
    <ul className={styles.lines} aria-label={t("promises.here")}>
      {promises.map((promise) => (
        <li key={promise.id} className={styles.line}>
          <Link to={`?tab=promises&promise=${promise.id}`}>{promise.text}</Link>{" "}
          <Tag tone={TONES[promise.status]}>{t(`promises.status_${promise.status}`)}</Tag>
        </li>
      ))}
    </ul>
  );
}
