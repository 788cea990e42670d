import { useState } from "react";
import type { Account } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { type NewAccount, useAddAccount } from "@/features/accounts/api";
import { AccountFields } from "@/features/accounts/AccountFields";
import { FormDialog } from "@/ui/FormDialog";
import { useWords } from "@/ui/useWords";

const EMPTY: NewAccount = { name: "", type: "key_account", channel: "direct", industry: "", region: "" };

interface Props {
  onClose: () => void;
  onDone: (account: Account) => void;
}

/** Adds an account; whoever adds it takes its AR seat. */
export function AccountDialog({ onClose, onDone }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const adding = useAddAccount(onDone);
  const fieldError = useFieldErrors(adding.error);
  const [account, setAccount] = useState(EMPTY);
  return (
    <FormDialog
      title={t("accounts.add")}
      act={t("common.add")}
      isReady={Boolean(account.name.trim())}
      isBusy={adding.isRunning}
      problem={adding.error ? problem(adding.error) : null}
      onSubmit={() => adding.run({ ...account, name: account.name.trim() })}
      onClose={onClose}
    >
      <AccountFields account={account} onChange={(part) => setAccount({ ...account, ...part })} errorOf={fieldError} />
    </FormDialog>
  );
}
