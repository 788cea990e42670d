import { accountStream } from "@/api/keys";
import type { Account } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { AccountFields } from "@/features/accounts/AccountFields";
import { type NewAccount, useEditAccount } from "@/features/accounts/api";
import { FormConflict, isStale, problemBut } from "@/realtime/FormConflict";
import { FormDialog } from "@/ui/FormDialog";
import { say } from "@/ui/notice";
import { useDraft } from "@/ui/useDraft";
import { useWords } from "@/ui/useWords";

const WORDS = {
  name: "accounts.name",
  type: "accounts.type",
  channel: "accounts.channel",
  industry: "accounts.industry",
  region: "accounts.region",
} as const;

/** Changes what is known of an account; what others changed meanwhile is not written over unseen. */
export function EditAccountDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useWords();
  const problem = useProblem();
  const { name, type, channel, industry, region, version } = account;
  const now: NewAccount = { name, type, channel, industry, region };
  const draft = useDraft(now, version);
  const editing = useEditAccount(account.id, () => {
    onClose();
    say(t("accounts.saved"));
  });
  const fieldError = useFieldErrors(editing.error);
  const wordOf = (field: keyof NewAccount, of: NewAccount) => {
    if (field === "type") return t(`accounts.type_${of.type}`);
    return field === "channel" ? t(`accounts.channel_${of.channel}`) : of[field];
  };
  return (
    <FormDialog
      title={t("accounts.edit")}
      act={t("common.save")}
      isReady={!isStale(editing.error) && draft.isChanged && Boolean(draft.fields.name.trim())}
      isBusy={editing.isRunning}
      problem={problemBut(editing.error, problem)}
      onSubmit={() => editing.run({ change: draft.changes, version: draft.version })}
      onClose={onClose}
    >
      <AccountFields account={draft.fields} onChange={draft.change} errorOf={fieldError} />
      <FormConflict
        error={editing.error}
        draft={draft}
        now={now}
        version={version}
        told={{ stream: accountStream(account.id), isOf: (data) => (data["account"] as Account | undefined)?.version === version }}
        isBusy={editing.isRunning}
        labelOf={(field) => t(WORDS[field])}
        wordOf={wordOf}
        onKeep={(change) => editing.run({ change, version })}
        onTake={editing.forget}
      />
    </FormDialog>
  );
}
