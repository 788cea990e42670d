import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { Account } from "@/api/types";
import { NO_FILTER, useAccounts } from "@/features/accounts/api";
import { useWords } from "@/ui/useWords";

/** Chooses an account by a part of its name; the server searches. */
export function AccountSelect({ onChange }: { onChange: (account: Account) => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed, 200);
  const found = useAccounts({ ...NO_FILTER, q }).data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Select
      label={t("deals.account")}
      required
      searchable
      data-autofocus
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={t("accounts.none_found")}
      data={found.map(({ id, name }) => ({ value: String(id), label: name }))}
      onChange={(id) => {
        const chosen = found.find((account) => String(account.id) === id);
        if (chosen) onChange(chosen);
      }}
    />
  );
}
