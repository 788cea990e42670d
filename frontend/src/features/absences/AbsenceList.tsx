import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Person } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { AbsenceDialog } from "@/features/absences/AbsenceDialog";
import { AbsenceRow } from "@/features/absences/AbsenceRow";
import { useAbsences } from "@/features/absences/api";
import { Problem } from "@/ui/Problem";
import styles from "@/ui/Rows.module.css";
import { useWords } from "@/ui/useWords";

interface Props {
  /** Only this person's absences; everybody's when it is left out. */
  of?: number;
  /** For whom the reader may plan. */
  among: Person[];
  isOnlyGaps?: boolean;
}

/** Who is away, when, and who acts for them. */
export function AbsenceList({ of, among, isOnlyGaps = false }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const { data, error } = useAbsences();
  const [isPlanning, setPlanning] = useState(false);
  const shown = data?.data.filter(({ person_id, gap }) => (of === undefined || person_id === of) && (!isOnlyGaps || gap));
  return (
    <>
      <Problem text={error ? problem(error) : null} />
      {shown?.length === 0 ? <p className={styles.lead}>{t(isOnlyGaps ? "absences.no_gaps" : "absences.none")}</p> : null}
      <ul className={styles.rows}>
        {shown?.map((absence) => (
          <AbsenceRow key={absence.id} absence={absence} />
        ))}
      </ul>
      {isOnlyGaps || among.length === 0 ? null : (
        <Button variant="light" leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setPlanning(true)}>
          {t("absences.plan")}
        </Button>
      )}
      {isPlanning ? <AbsenceDialog among={among} onClose={() => setPlanning(false)} /> : null}
    </>
  );
}
