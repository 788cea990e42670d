import { Button } from "@mantine/core";
import { useState } from "react";
import { useProblem } from "@/api/useProblem";
import { useFindings } from "@/features/matrix/api";
import { FindingRow } from "@/features/matrix/FindingRow";
import styles from "@/features/matrix/GapsList.module.css";
import { useEndWaiver } from "@/features/matrix/rulesApi";
import { Loading } from "@/ui/Loading";
import { MoreButton } from "@/ui/MoreButton";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

interface Props {
  wanted: Record<string, string>;
  mayWaive: boolean;
}

/** Findings that somebody accepted for a time, folded away; they are asked for when the fold is opened. */
export function WaivedList(props: Props) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.waived} data-waived onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("rules.waived_fold")}</summary>
      {isOpen ? <Waived {...props} /> : null}
    </details>
  );
}

function Waived({ wanted, mayWaive }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const query = useFindings({ ...wanted, waived: "true" });
  const ending = useEndWaiver(() => say(t("rules.waiver_ended")));
  const error = query.error ?? ending.error;
  const pages = query.data?.pages ?? [];
  const findings = pages.flatMap((page) => page.data);
  if (!query.data && !error) return <Loading />;
  return (
    <>
      <Problem text={error ? problem(error) : null} />
      {query.data && findings.length === 0 ? <p className={styles.quiet}>{t("rules.none_waived")}</p> : null}
      <ul className={styles.list}>
        {findings.map((finding) => (
          <FindingRow key={`${finding.rule}${finding.key}`} finding={finding} pages={pages}>
            {mayWaive && finding.waiver ? (
              <Button size="xs" variant="default" loading={ending.wish === finding.waiver.id} onClick={() => finding.waiver && ending.run(finding.waiver.id)}>
                {t("rules.end_waiver")}
              </Button>
            ) : null}
          </FindingRow>
        ))}
      </ul>
      <MoreButton query={query} />
    </>
  );
}
