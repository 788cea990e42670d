import { Button } from "@mantine/core";
import { IconArrowBackUp, IconCheck } from "@tabler/icons-react";
import styles from "@/features/handoffs/AnswerButtons.module.css";
import { OfflineReason } from "@/features/handoffs/OfflineReason";
import { useLine } from "@/realtime/useLine";
import { useWords } from "@/ui/useWords";

interface Props {
  /** What the buttons answer, for readers that hear them out of context. */
  about: string;
  isBusy: boolean;
  onAccept: () => void;
  onReturn: () => void;
  /** Accepting with a list of what is open; null where there is no room for it. */
  onOpenItems: (() => void) | null;
}

/** Accept in one click, or begin to return; disabled with the reason while the line is down. */
export function AnswerButtons({ about, isBusy, onAccept, onReturn, onOpenItems }: Props) {
  const { t } = useWords();
  const isOffline = useLine() === "offline";
  return (
    <div className={styles.buttons}>
      <Button
        leftSection={<IconCheck size={16} aria-hidden="true" />}
        loading={isBusy}
        disabled={isOffline}
        aria-keyshortcuts="a"
        onClick={onAccept}
      >
        {t("handoffs.accept")}
        <span className={styles.hidden}>{about}</span>
      </Button>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
        disabled={isOffline || isBusy}
        aria-keyshortcuts="r"
        onClick={onReturn}
      >
        {t("handoffs.return")}
        <span className={styles.hidden}>{about}</span>
      </Button>
      {isOffline ? (
        <OfflineReason />
      ) : onOpenItems ? (
        <Button variant="subtle" size="compact-sm" disabled={isBusy} onClick={onOpenItems}>
          {t("handoffs.with_open_items")}
        </Button>
      ) : null}
    </div>
  );
}
