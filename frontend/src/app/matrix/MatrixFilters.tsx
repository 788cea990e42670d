import { Button, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import styles from "@/app/matrix/MatrixFilters.module.css";
import { useChoices } from "@/app/matrix/useChoices";
import { usePeople } from "@/api/people";
import { NO_FILTER, useAccounts } from "@/features/accounts/api";
import { EVERYTHING, FILTERS, type Question } from "@/features/matrix/question";
import { PersonSelect } from "@/ui/PersonSelect";
import { useWords } from "@/ui/useWords";

interface Props {
  question: Question;
  onChange: (part: Partial<Question>) => void;
}

/** Narrows the matrix; every choice stands in the address. */
export function MatrixFilters({ question, onChange }: Props) {
  const { t } = useWords();
  const { people } = usePeople();
  const choices = useChoices();
  const isNarrowed = FILTERS.some((filter) => question[filter] !== "");
  const clear = () => onChange(EVERYTHING);
  return (
    <div className={styles.filters} role="group" aria-label={t("matrix.filters")} data-tools>
      {choices.map(([key, data]) => (
        <Select
          key={key}
          clearable
          className={styles.filter}
          aria-label={t(`matrix.filter_${key}`)}
          placeholder={t(`matrix.filter_${key}`)}
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
