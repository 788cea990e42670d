import type { Room } from "@/api/types";
import { dealStream } from "@/api/keys";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { useEditDeal } from "@/features/deals/api";
import { changeOf, DealFields, type DealDraft } from "@/features/deals/DealFields";
import { FormConflict, isStale, problemBut } from "@/realtime/FormConflict";
import { FormDialog } from "@/ui/FormDialog";
import { useDraft } from "@/ui/useDraft";
import { useWords } from "@/ui/useWords";

const WORDS = { title: "deals.deal_title", amount: "deals.amount", closesOn: "deals.closes_on" } as const;

export function EditDealDialog({ deal, onClose }: { deal: Room; onClose: () => void }) {
  const { t } = useWords();
  const problem = useProblem();
  const now: DealDraft = { title: deal.title, amount: deal.amount ?? "", closesOn: deal.closes_on ?? "" };
  const draft = useDraft(now, deal.version);
  const editing = useEditDeal(deal, onClose);
  const fieldError = useFieldErrors(editing.error);
  return (
    <FormDialog
      title={t("deals.act_edit")}
      act={t("common.save")}
      isReady={!isStale(editing.error) && draft.isChanged && Boolean(draft.fields.title.trim())}
      isBusy={editing.isRunning}
      problem={problemBut(editing.error, problem)}
      onSubmit={() => editing.run({ change: changeOf(draft.fields, draft.changes), version: draft.version })}
      onClose={onClose}
    >
      <DealFields
        draft={draft.fields}
        onChange={draft.change}
        amountLabel={`${t("deals.amount")} (${deal.currency})`}
        hasFocus
        errorOf={fieldError}
      />
      <FormConflict
        error={editing.error}
        draft={draft}
        now={now}
        version={deal.version}
        told={{ stream: dealStream(deal.id), isOf: (data) => (data["deal"] as Room | undefined)?.version === deal.version }}
        isBusy={editing.isRunning}
        labelOf={(name) => t(WORDS[name])}
        onKeep={(change) => editing.run({ change: changeOf(draft.fields, change), version: deal.version })}
        onTake={editing.forget}
      />
    </FormDialog>
  );
}
