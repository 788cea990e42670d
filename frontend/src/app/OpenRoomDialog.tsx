import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "react-router";
import { AccountSelect } from "@/app/AccountSelect";
import type { Account } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { useOpenRoom } from "@/features/deals/api";
import { dealOf, DealFields, type DealDraft } from "@/features/deals/DealFields";
import { PlaybookSelect } from "@/features/playbooks/PlaybookSelect";
import { propose } from "@/features/playbooks/propose";
import { toDayField } from "@/lib/time";
import { FormDialog } from "@/ui/FormDialog";
import { say } from "@/ui/notice";
import { useWords } from "@/ui/useWords";

const DAYS_TO_CLOSE = 180;

interface Props {
  /** The account the room is for; without one it is chosen here. */
  account: Account | null;
  onClose: () => void;
}

/** Opens a deal room in one dialog; everything but the title is filled in already. */
export function OpenRoomDialog({ account: given, onClose }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const navigate = useNavigate();
  const [account, setAccount] = useState(given);
  const [draft, setDraft] = useState<DealDraft>(() => ({
    title: "",
    amount: "",
    closesOn: toDayField(new Date(Date.now() + DAYS_TO_CLOSE * 86_400_000)),
  }));
  const [chosen, setChosen] = useState<string | null>(null);
  const opening = useOpenRoom((room) => {
    onClose();
    say(t("deals.opened_room"));
    void navigate(`/deals/${room.id}`);
  });
  const fieldError = useFieldErrors(opening.error);
  const playbook = chosen ?? (account ? propose(account) : "KD");
  const submit = () => {
    if (!account) return;
    opening.run({ account_id: account.id, playbook, currency: "CNY", ...dealOf(draft) });
  };
  return (
    <FormDialog
      title={t("deals.open_room")}
      act={t("deals.open")}
      isReady={Boolean(account && draft.title.trim())}
      isBusy={opening.isRunning}
      problem={opening.error ? problem(opening.error) : null}
      onSubmit={submit}
      onClose={onClose}
    >
      {given ? <TextInput label={t("deals.account")} readOnly value={given.name} /> : <AccountSelect onChange={setAccount} />}
      <DealFields
        draft={draft}
        onChange={(part) => setDraft({ ...draft, ...part })}
        amountLabel={t("deals.amount_cny")}
        titleHint={t("deals.deal_title_hint")}
        hasFocus={given !== null}
        errorOf={fieldError}
      >
        <PlaybookSelect value={playbook} isProposed={chosen === null && account !== null} onChange={setChosen} />
      </DealFields>
    </FormDialog>
  );
}
