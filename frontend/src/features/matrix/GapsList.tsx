import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { Finding, Findings } from "@/api/types";
import { FindingRow } from "@/features/matrix/FindingRow";
import { FixButton } from "@/features/matrix/FixButton";
import { WaiveDialog } from "@/features/matrix/WaiveDialog";
import styles from "@/features/matrix/GapsList.module.css";
import { Empty } from "@/ui/Empty";
import { Tag, type Tone } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

const TONES: Record<Finding["severity"], Tone> = { high: "bad", medium: "warn", low: "plain" };

interface Props {
  pages: Findings[];
  teamName: (id: number | null) => string;
  rule: string;
  onRule: (rule: string) => void;
  mayWaive: boolean;
  onFix: (finding: Finding) => void;
}

/** Where responsibility has holes: the count of each rule, and every finding with its repair. */
export function GapsList({ pages, teamName, rule, onRule, mayWaive, onFix }: Props) {
  const { t } = useWords();
  const findings = pages.flatMap((page) => page.data);
  const [waived, setWaived] = useState<Finding | null>(null);
  const counts = totals(pages[0]?.counts ?? []);
  return (
    <section aria-label={t("matrix.gaps")}>
      <ul className={styles.counts}>
        {counts.map((count) => (
          <li key={count.rule}>
            <button type="button" aria-pressed={rule === count.rule} className={styles.count} onClick={() => onRule(rule === count.rule ? "" : count.rule)}>
              <Tag tone={TONES[count.severity]}>{count.count}</Tag> {t(`matrix.rule_${count.rule}`)}
            </button>
            <span className={styles.teams}>
              {count.teams.map(({ team, count: n }) => `${teamName(team)} ${n}`).join(" · ")}
            </span>
          </li>
        ))}
      </ul>
      {findings.length === 0 ? (
        <Empty icon={<IconCircleCheck aria-hidden="true" />} title={t("matrix.no_gaps")} text={t("matrix.no_gaps_text")} />
      ) : (
        <ul className={styles.list}>
          {findings.map((finding) => (
            <FindingRow key={`${finding.rule}${finding.key}`} finding={finding} pages={pages}>
              {mayWaive ? (
                <Button size="xs" variant="subtle" data-waive onClick={() => setWaived(finding)}>
                  {t("rules.waive")}
                </Button>
              ) : null}
              <FixButton finding={finding} onFix={onFix} />
            </FindingRow>
          ))}
        </ul>
      )}
      {waived ? <WaiveDialog finding={waived} onClose={() => setWaived(null)} /> : null}
    </section>
  );
}

interface Total {
  rule: Finding["rule"];
  severity: Finding["severity"];
  count: number;
  teams: { team: number | null; count: number }[];
}

function totals(counts: Findings["counts"]): Total[] {
  const found = new Map<string, Total>();
  for (const { rule, severity, team_id: team, count } of counts) {
    const total = found.get(rule) ?? { rule, severity, count: 0, teams: [] };
    found.set(rule, { ...total, count: total.count + count, teams: [...total.teams, { team, count }] });
  }
  return [...found.values()];
}
