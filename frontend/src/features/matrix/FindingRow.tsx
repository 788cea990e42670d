import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Finding, Findings } from "@/api/types";
import styles from "@/features/matrix/GapsList.module.css";
import { useWords } from "@/ui/useWords";

interface Props {
  finding: Finding;
  pages: Findings[];
  children: ReactNode;
}

/** One finding: what, where, who, and beside it what can be done. */
export function FindingRow({ finding, pages, children }: Props) {
  const { t, name, moment } = useWords();
  const deal = find(pages, (page) => page.deals, finding.deal_id);
  const place = find(pages, (page) => page.nodes, finding.node_id);
  const template = find(pages, (page) => page.templates, place?.template_id ?? null);
  const nameOf = (id: number | null) => find(pages, (page) => page.people, id)?.name ?? "";
  const { waiver } = finding;
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
            nameOf(finding.person_id),
            finding.role ?? "",
            finding.count === null ? "" : t("matrix.finding_count", { n: finding.count }),
            finding.since ? t("matrix.since", { at: moment(finding.since) }) : "",
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {waiver ? (
          <p className={styles.quiet}>
            {t("rules.waived_by", {
              person: nameOf(waiver.waived_by),
              at: moment(waiver.at),
              until: moment(waiver.until_at),
              reason: waiver.reason,
            })}
          </p>
        ) : null}
      </div>
      <div className={styles.acts}>{children}</div>
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
