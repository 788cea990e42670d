import { DeliveryTable } from "@/features/notifications/DeliveryTable";
import { NoMail } from "@/features/notifications/NoMail";
import { OutletList } from "@/features/notifications/OutletList";
import { useWish } from "@/features/notifications/settings";
import { Panel } from "@/ui/Panel";
import styles from "@/ui/Rows.module.css";
import { useWords } from "@/ui/useWords";

/** What the installation sends: its webhooks, and how the deliveries of everybody fare. */
export function DeliveriesTab() {
  const { t } = useWords();
  const usable = useWish().data?.data.usable;
  return (
    <div className={styles.column}>
      <Panel title={t("notifications.webhooks")}>
        <p className={styles.lead}>{t("notifications.webhooks_text")}</p>
        <OutletList isShared />
      </Panel>
      <Panel title={t("notifications.tab_deliveries")}>
        <p className={styles.lead}>{t("notifications.deliveries_text")}</p>
        {usable && !usable.includes("mail") ? <NoMail /> : null}
        <DeliveryTable />
      </Panel>
    </div>
  );
}
