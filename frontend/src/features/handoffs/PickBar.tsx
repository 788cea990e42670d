import { Button, Checkbox } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { OfflineReason } from "@/features/handoffs/OfflineReason";
import styles from "@/features/handoffs/PickBar.module.css";
import { useLine } from "@/realtime/useLine";
import { useWords } from "@/ui/useWords";

interface Props {
  picked: number;
  all: number;
  onPickAll: () => void;
  onClear: () => void;
  onAccept: () => void;
  /** What puts them off. */
  later: ReactNode;
}

/** How many cards are picked, and what can be done with them together; returning asks for a reason of each, so it is not here. */
export function PickBar({ picked, all, onPickAll, onClear, onAccept, later }: Props) {
  const { t } = useWords();
  const isOffline = useLine() === "offline";
  return (
    <div className={styles.bar} role="group" aria-label={t("handoffs.pick_bar")} data-picked={picked || undefined}>
      <Checkbox
        size="md"
        label={t("handoffs.pick_all", { n: all })}
        checked={picked > 0 && picked === all}
        disabled={all === 0}
        indeterminate={picked > 0 && picked < all}
        onChange={() => (picked === all ? onClear() : onPickAll())}
      />
      <p className={styles.count} role="status">
        {picked > 0 ? t("handoffs.picked", { n: picked }) : null}
      </p>
      {picked > 0 ? (
        <div className={styles.acts}>
          {isOffline ? <OfflineReason /> : null}
          <Button variant="subtle" onClick={onClear}>
            {t("handoffs.pick_none")}
          </Button>
          {later}
          <Button leftSection={<IconCheck size={16} aria-hidden="true" />} aria-keyshortcuts="a" disabled={isOffline} onClick={onAccept}>
            {t("handoffs.accept_many", { n: picked })}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
