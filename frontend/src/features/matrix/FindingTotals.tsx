import { Link } from "react-router";
import type { Finding, Overview } from "@/api/types";
import styles from "@/features/matrix/Overview.module.css";
import { Tag, type Tone } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

const TONES: [Finding["severity"], Tone][] = [
  ["high", "bad"],
  ["medium", "warn"],
  ["low", "plain"],
];

/** How many findings there are of each severity and rule; each leads to its list. */
export function FindingTotals({ counts }: { counts: Overview["counts"] }) {
  const { t } = useWords();
  if (counts.length === 0) return <p className={styles.quiet}>{t("matrix.no_gaps")}</p>;
  return (
    <ul className={styles.rows}>
      {TONES.map(([severity, tone]) => ({ severity, tone, rules: totals(counts.filter((each) => each.severity === severity)) }))
        .filter(({ rules }) => rules.length > 0)
        .map(({ severity, tone, rules }) => (
          <li key={severity} className={styles.row}>
            <Tag tone={tone}>
              {t(`matrix.severity_${severity}`)} {rules.reduce((sum, [, count]) => sum + count, 0)}
            </Tag>
            <span className={styles.rules}>
              {rules.map(([rule, count]) => (
                <Link key={rule} to={`/matrix?view=gaps&rule=${rule}`}>
                  {t(`matrix.rule_${rule}`)} {count}
                </Link>
              ))}
            </span>
          </li>
        ))}
    </ul>
  );
}

function totals(counts: Overview["counts"]): [Finding["rule"], number][] {
  const found = new Map<Finding["rule"], number>();
  for (const { rule, count } of counts) found.set(rule, (found.get(rule) ?? 0) + count);
  return [...found];
}
