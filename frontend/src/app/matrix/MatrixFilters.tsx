import { Button, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import styles from "@/app/matrix/MatrixFilters.module.css";
import { usePeople } from "@/api/people";
import { NO_FILTER, useAccounts } from "@/features/accounts/api";
import { useTeams } from "@/features/identity/api";
import { FILTERS, type Question } from "@/features/matrix/question";
import { usePlaybooks } from "@/features/playbooks/api";
import { PersonSelect } from "@/ui/PersonSelect";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

const STAGES = ["S1", "S2", "S3", "S4", "S5", "S6", "S7"] as const;
const ROLES = ["AR", "SR", "FR", "SP", "BF", "CM", "PT", "SV"];
const DUTIES = ["A", "R", "C", "I"] as const;
const STATES = ["open", "closed"] as const;

interface Props {
  question: Question;
  onChange: (part: Partial<Question>) => void;
}

/** Narrows the matrix; every choice stands in the address. */
export function MatrixFilters({ question, onChange }: Props) {
  const { t, name } = useWords();
  const { people } = usePeople();
  const nameOfRole = useRoleName();
  const teams = useTeams().data?.data ?? [];
  const playbooks = usePlaybooks().data?.data ?? [];
  const isNarrowed = FILTERS.some((filter) => question[filter] !== "");
  const [isOpen, setOpen] = useState(isNarrowed);
  const clear = () => onChange(Object.fromEntries(FILTERS.map((filter) => [filter, ""])));
  const options: [keyof Question & string, { value: string; label: string }[]][] = [
    ["team", teams.map((team) => ({ value: String(team.id), label: team.name }))],
    ["playbook", playbooks.map((playbook) => ({ value: playbook.code, label: name(playbook.name) }))],
    ["stage", STAGES.map((stage) => ({ value: stage, label: t(`matrix.stage_${stage}`) }))],
    ["state", STATES.map((state) => ({ value: state, label: t(`matrix.state_${state}`) }))],
    ["role", ROLES.map((role) => ({ value: role, label: nameOfRole(role) }))],
    ["duty", DUTIES.map((duty) => ({ value: duty, label: `${duty} ${t(`responsibilities.duty_${duty}`)}` }))],
  ];
  return (
    <>
      <Button variant="default" className={styles.toggle} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t("matrix.filters")}
      </Button>
      <div className={styles.filters} role="group" aria-label={t("matrix.filters")} data-open={isOpen || undefined}>
      {options.map(([key, data]) => (
        <Select
          key={key}
          clearable
          className={styles.filter}
          aria-label={t(`matrix.filter_${key as "team"}`)}
          placeholder={t(`matrix.filter_${key as "team"}`)}
          data={data}
          value={question[key] || null}
          onChange={(value) => onChange({ [key]: value ?? "" })}
        />
      ))}
      <AccountFilter value={question.account} onChange={(account) => onChange({ account })} />
      <PersonSelect
        clearable
        className={styles.filter}
        people={people}
        aria-label={t("matrix.filter_person")}
        placeholder={t("matrix.filter_person")}
        value={question.person ? Number(question.person) : null}
        onChange={(person) => onChange({ person: person === null ? "" : String(person) })}
      />
      {isNarrowed ? (
        <Button variant="subtle" onClick={clear}>
          {t("matrix.clear")}
        </Button>
      ) : null}
      </div>
    </>
  );
}

function AccountFilter({ value, onChange }: { value: string; onChange: (account: string) => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed, 200);
  const found = useAccounts({ ...NO_FILTER, q }).data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Select
      clearable
      searchable
      className={styles.filter}
      aria-label={t("matrix.filter_account")}
      placeholder={t("matrix.filter_account")}
      filter={({ options }) => options}
      onSearchChange={setTyped}
      nothingFoundMessage={t("accounts.none_found")}
      data={found.map(({ id, name }) => ({ value: String(id), label: name }))}
      value={value || null}
      onChange={(account) => onChange(account ?? "")}
    />
  );
}
