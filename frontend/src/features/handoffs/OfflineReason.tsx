import styles from "@/features/handoffs/OfflineReason.module.css";
import { useWords } from "@/ui/useWords";

/** Why an answer cannot be given now. */
export function OfflineReason() {
  const { t } = useWords();
  return <p className={styles.reason}>{t("shell.offline_reason")}</p>;
}
