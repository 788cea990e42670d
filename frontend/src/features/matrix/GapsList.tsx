import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Finding, Findings } from "@/api/types";
import { fixOf } from "@/features/matrix/fix";
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
}

/** Where responsibility has holes: the count of each rule, and every finding with its repair. */
export function GapsList({ pages, teamName, rule, onRule }: Props) {
  const { t } = useWords();
  const findings = pages.flatMap((page) => page.data);
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
            <FindingRow key={`${finding.rule}${finding.key}`} finding={finding} pages={pages} />
          ))}
        </ul>
      )}
    </section>
  );
}

function FindingRow({ finding, pages }: { finding: Finding; pages: Findings[] }) {
  const { t, name, moment } = useWords();
  const deal = find(pages, (page) => page.deals, finding.deal_id);
  const place = find(pages, (page) => page.nodes, finding.node_id);
  const template = find(pages, (page) => page.templates, place?.template_id ?? null);
  const person = find(pages, (page) => page.people, finding.person_id)?.name ?? "";
  const Icon = finding.severity === "low" ? IconInfoCircle : IconAlertTriangle;
  return (
    <li className={styles.finding} data-severity={finding.severity} data-rule={finding.rule}>
      <Icon size={18} aria-hidden="true" />
      <div className={styles.text}>
        <p>
          <strong>{t(`matrix.rule_${finding.rule}`)}</strong>
          <span className={styles.quiet}> {t(`matrix.severity_${finding.severity}`)}</span>
        </p>
        <p className={styles.quiet}>
          {[
            deal ? `${deal.account} · ${deal.title}` : "",
            template ? `${template.code} ${name(template.name)}` : "",
            person,
            finding.count === null ? "" : t("matrix.finding_count", { n: finding.count }),
            finding.since ? t("matrix.since", { at: moment(finding.since) }) : "",
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <Button component={Link} to={fixOf(finding)} size="xs" variant="default">
        {t(`matrix.fix_${finding.fix}`)}
      </Button>
    </li>
  );
}

function find<Item extends { id: number }>(pages: Findings[], of: (page: Findings) => Item[], id: number | null): Item | undefined {
  if (id === null) return undefined;
  for (const page of pages) {
    const found = of(page).find((item) => item.id === id);
    if (found) return found;
  }
  return undefined;
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
