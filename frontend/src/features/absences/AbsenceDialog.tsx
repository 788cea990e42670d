import { Group, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { usePeople } from "@/api/people";
import type { Person, Role } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { usePlanAbsence } from "@/features/absences/api";
import { FormDialog } from "@/ui/FormDialog";
import { say } from "@/ui/notice";
import { PersonSelect } from "@/ui/PersonSelect";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

const ROLES: Role[] = ["AR", "SR", "FR", "SP", "BF", "CM", "PT", "SV"];

/** Plans an absence: who, from when until when, everything or one role, and the deputy. */
export function AbsenceDialog({ among, onClose }: { among: Person[]; onClose: () => void }) {
  const { t } = useWords();
  const { people } = usePeople();
  const roleName = useRoleName();
  const problem = useProblem();
  const only = among.length === 1 ? among[0] : undefined;
  const [personId, setPersonId] = useState<number | null>(only?.id ?? null);
  const [role, setRole] = useState<Role | null>(null);
  const [deputyId, setDeputyId] = useState<number | null>(null);
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [note, setNote] = useState("");
  const planning = usePlanAbsence(() => {
    onClose();
    say(t("absences.saved"));
  });
  const fieldError = useFieldErrors(planning.error);
  const send = () => {
    if (personId === null || !from || !until) return;
    const fromAt = new Date(from).toISOString();
    planning.run({ personId, role, deputyId, fromAt, untilAt: new Date(until).toISOString(), note: note.trim() });
  };
  return (
    <FormDialog
      title={t("absences.plan")}
      act={t("common.save")}
      isReady={personId !== null && Boolean(from && until)}
      isBusy={planning.isRunning}
      isChosen={role !== null || deputyId !== null || (!only && personId !== null)}
      problem={planning.error ? problem(planning.error) : null}
      onSubmit={send}
      onClose={onClose}
    >
      {only ? null : (
        <PersonSelect label={t("absences.who")} required people={among} value={personId} onChange={setPersonId} />
      )}
      <Group grow align="start">
        <TextInput
          label={t("absences.from")}
          type="datetime-local"
          required
          value={from}
          error={fieldError("from_at")}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          label={t("absences.until")}
          type="datetime-local"
          required
          value={until}
          error={fieldError("until_at")}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </Group>
      <Select
        label={t("absences.role")}
        placeholder={t("absences.whole")}
        clearable
        value={role}
        onChange={(value) => setRole(value as Role | null)}
        data={ROLES.map((value) => ({ value, label: roleName(value) }))}
      />
      <PersonSelect
        label={t("absences.deputy")}
        description={t("absences.deputy_text")}
        clearable
        people={people.filter(({ id, is_guest }) => id !== personId && !is_guest)}
        value={deputyId}
        error={fieldError("deputy_id")}
        onChange={setDeputyId}
      />
      <TextInput label={t("absences.note")} maxLength={200} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </FormDialog>
  );
}
