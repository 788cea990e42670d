import { Button } from "@mantine/core";
import { AllowBrowser } from "@/features/notifications/AllowBrowser";
import { OutletList } from "@/features/notifications/OutletList";
import { useMute, useWish } from "@/features/notifications/settings";
import { WishForm } from "@/features/notifications/WishForm";
import { FailedPage } from "@/app/pages/FailedPage";
import { Loading } from "@/ui/Loading";
import { Page } from "@/ui/Page";
import { Panel } from "@/ui/Panel";
import styles from "@/ui/Rows.module.css";
import { useWords } from "@/ui/useWords";

/** How I want to hear: topics and channels, times, muted deals, and where messages go. */
export function NotificationsPage() {
  const { t } = useWords();
  const wish = useWish();
  const mute = useMute();
  if (wish.isError && !wish.data) return <FailedPage error={wish.error} onRetry={() => void wish.refetch()} />;
  if (!wish.data) return <Loading />;
  const { data } = wish.data;
  return (
    <Page title={t("notifications.settings")}>
      <div className={styles.column}>
      <Panel title={t("notifications.wishes")}>
        <p className={styles.lead}>{t("notifications.settings_text")}</p>
        <WishForm wish={data} />
        <AllowBrowser />
      </Panel>
      <Panel title={t("notifications.outlets")}>
        <p className={styles.lead}>{t("notifications.outlets_text")}</p>
        <OutletList isShared={false} />
      </Panel>
      <Panel title={t("notifications.muted")}>
        {data.muted.length === 0 ? <p className={styles.quiet}>{t("notifications.muted_none")}</p> : null}
        <ul className={styles.rows}>
          {data.muted.map(({ id, title }) => (
            <li key={id} className={styles.row}>
              <p className={styles.text}>{title}</p>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`${t("notifications.unmute")} ${title}`}
                onClick={() => mute.run({ dealId: id, muted: false })}
              >
                {t("notifications.unmute")}
              </Button>
            </li>
          ))}
        </ul>
      </Panel>
      </div>
    </Page>
  );
}
