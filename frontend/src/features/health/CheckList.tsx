import { IconAlertTriangle, IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import type { Check } from "@/api/types";
import styles from "@/features/health/CheckList.module.css";
import { Tag, type Tone } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

const LOOKS: Record<Check["status"], { tone: Tone; Icon: typeof IconCircleCheck }> = {
  ok: { tone: "good", Icon: IconCircleCheck },
  warn: { tone: "warn", Icon: IconAlertTriangle },
  fail: { tone: "bad", Icon: IconCircleX },
};

/** What was looked at, how it is, and what that means. */
export function CheckList({ checks }: { checks: Check[] }) {
  const { t, find } = useWords();
  return (
    <ul className={styles.checks}>
      {checks.map(({ check, code, status, params }) => {
        const { tone, Icon } = LOOKS[status];
        return (
          <li key={check} className={styles.check} data-check={check}>
            <h2 className={styles.name}>{find(`health.check_${check}`) ?? check}</h2>
            <Tag tone={tone} icon={<Icon size={14} aria-hidden="true" />}>
              {t(`health.status_${status}`)}
            </Tag>
            <p className={styles.found}>
              {find(`health.found_${code}`, params as Record<string, string | number>) ?? t("shell.code", { code })}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
