import { Button } from "@mantine/core";
import { useState } from "react";
import { notify } from "@/features/notifications/desktop";
import styles from "@/ui/Rows.module.css";
import { useWords } from "@/ui/useWords";

/** Asks the browser for notifications and shows one at once; says so where it refuses or cannot. */
export function AllowBrowser() {
  const { t } = useWords();
  const [state, setState] = useState(() => ("Notification" in window ? Notification.permission : "unable"));
  if (state === "unable") return <p className={styles.quiet}>{t("notifications.browser_unable")}</p>;
  const ask = async () => {
    const answer = await Notification.requestPermission();
    setState(answer);
    if (answer === "granted") notify(t("shell.product"), t("notifications.test_ok"), "test");
  };
  return (
    <div className={styles.below}>
      <Button variant="default" onClick={() => void ask()}>
        {t("notifications.allow_browser")}
      </Button>
      {state === "denied" ? <p role="status">{t("notifications.browser_denied")}</p> : null}
    </div>
  );
}
