import type { Deal } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { type Ending, useEndDeal } from "@/features/deals/api";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { useWords } from "@/ui/useWords";

interface Props {
  deal: Deal;
  verb: Ending;
  onClose: () => void;
}

/** Wins, loses or reopens a deal after naming what follows. */
export function EndDealDialog({ deal, verb, onClose }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const ending = useEndDeal(deal, onClose);
  const reason = verb === "lose" ? t("deals.lost_reason") : t("common.reason");
  return (
    <ConfirmDialog
      title={t(`deals.title_${verb}`)}
      text={t(`deals.text_${verb}`)}
      act={t(`deals.act_${verb}`)}
      isDangerous={verb === "lose"}
      {...(verb === "win" ? {} : { reasonLabel: reason })}
      isBusy={ending.isRunning}
      problem={ending.error ? problem(ending.error) : null}
      onAct={(words) => ending.run({ verb, reason: words })}
      onClose={onClose}
    />
  );
}
