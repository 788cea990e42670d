import type { ReasonCode } from "@/api/types";
import { OfflineReason } from "@/features/handoffs/OfflineReason";
import { useLine } from "@/realtime/useLine";
import { ReturnReason } from "@/ui/ReturnReason";
import { useWords } from "@/ui/useWords";

const REASONS: ReasonCode[] = [
  "incomplete_package",
  "unclear_need",
  "undeliverable",
  "wrong_receiver",
  "no_capacity",
  "other",
];

interface Props {
  isBusy: boolean;
  onSend: (answer: { reasonCode: ReasonCode; reason: string }) => void;
  onCancel: () => void;
}

/** Why a hand-off goes back to its giver. */
export function ReturnForm({ isBusy, onSend, onCancel }: Props) {
  const { t } = useWords();
  const isOffline = useLine() === "offline";
  return (
    <ReturnReason
      reasons={REASONS.map((code) => ({ code, name: t(`handoffs.reason_${code}`) }))}
      reasonLabel={t("handoffs.return_reason")}
      wordsLabel={t("handoffs.return_words")}
      wordsHint={t("handoffs.return_words_hint")}
      act={t("handoffs.return")}
      isBusy={isBusy}
      isOffline={isOffline}
      note={isOffline ? <OfflineReason /> : null}
      onSend={(reasonCode, reason) => onSend({ reasonCode, reason })}
      onCancel={onCancel}
    />
  );
}
