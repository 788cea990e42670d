import { Button } from "@mantine/core";
import { usePeople } from "@/api/people";
import type { Absence } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useCancelAbsence, useChooseDeputy } from "@/features/absences/api";
import { say } from "@/ui/notice";
import { PersonSelect } from "@/ui/PersonSelect";
import { Problem } from "@/ui/Problem";
import styles from "@/ui/Rows.module.css";
import { Tag } from "@/ui/Tag";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

/** One absence: who, when, for which role, the hole it leaves, and the deputy, chosen in place. */
export function AbsenceRow({ absence }: { absence: Absence }) {
  const { t, moment } = useWords();
  const { people, nameOf } = usePeople();
  const roleName = useRoleName();
  const problem = useProblem();
  const choosing = useChooseDeputy(() => say(t("absences.saved")));
  const cancelling = useCancelAbsence(() => say(t("absences.cancelled")));
  const error = choosing.error ?? cancelling.error;
  const who = nameOf(absence.person_id);
  const others = people.filter(({ id, is_guest }) => id !== absence.person_id && !is_guest);
  return (
    <li className={styles.row} data-absence={absence.id}>
      <div className={`${styles.text} ${styles.long}`}>
        <p className={styles.title}>
          {who} {absence.role ? <Tag>{roleName(absence.role)}</Tag> : null}{" "}
          {absence.status === "running" ? <Tag tone="brand">{t("absences.now")}</Tag> : null}{" "}
          {absence.gap ? <Tag tone="bad">{t(`absences.gap_${absence.gap}`)}</Tag> : null}
        </p>
        <p className={styles.quiet}>
          {[t("absences.from_until", { from: moment(absence.from_at), until: moment(absence.until_at) }), absence.note]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {absence.can.includes("change") ? (
          <PersonSelect
            aria-label={t("absences.deputy_of", { person: who })}
            placeholder={t("absences.choose_deputy")}
            mt={6}
            people={others}
            value={absence.deputy_id}
            clearable
            disabled={choosing.isRunning}
            onChange={(deputyId) => choosing.run({ absence, deputyId })}
          />
        ) : (
          <p className={styles.quiet}>{t("absences.acts", { person: nameOf(absence.deputy_id) })}</p>
        )}
        <Problem text={error ? problem(error) : null} />
      </div>
      {absence.can.includes("cancel") ? (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`${t("absences.cancel")} ${who} ${moment(absence.from_at)}`}
          loading={cancelling.isRunning}
          onClick={() => cancelling.run(absence)}
        >
          {t("absences.cancel")}
        </Button>
      ) : null}
    </li>
  );
}
