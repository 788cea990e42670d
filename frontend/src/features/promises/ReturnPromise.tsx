import type { PromiseReason } from "@/features/promises/api";
import { ReturnReason } from "@/ui/ReturnReason";
import { useWords } from "@/ui/useWords";

const REASONS: PromiseReason[] = ["undeliverable", "unclear", "too_costly", "too_soon", "other"];

interface Props {
  isBusy: boolean;
  onSend: (answer: { reason_code: PromiseReason; reason: string }) => void;
  onCancel: () => void;
}

/** Why a promise cannot be kept as it was made. */
export function ReturnPromise({ isBusy, onSend, onCancel }: Props) {
  const { t } = useWords();
  return (
    <ReturnReason
      size="compact-md"
      reasons={REASONS.map((code) => ({ code, name: t(`promises.reason_${code}`) }))}
      reasonLabel={t("promises.return_reason")}
      wordsLabel={t("promises.return_words")}
      wordsHint={t("promises.return_words_hint")}
      act={t("promises.return")}
      isBusy={isBusy}
      onSend={(reason_code, reason) => onSend({ reason_code, reason })}
      onCancel={onCancel}
    />
  );
}
