import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { isOutdated } from "@/app/build";
import styles from "@/app/UpdateNotice.module.css";
import { useLine } from "@/realtime/useLine";
import { useWords } from "@/ui/useWords";

const EVERY = 30 * 60_000;

/** Says that the server has a newer build than this tab runs; it is looked for when the line or the person comes back. */
export function UpdateNotice() {
  const { t } = useWords();
  const isOffline = useLine() === "offline";
  const [isOld, setOld] = useState(false);
  useEffect(() => {
    if (isOffline || isOld) return undefined;
    const look = () => {
      if (!document.hidden) void isOutdated().then(setOld);
    };
    look();
    const timer = setInterval(look, EVERY);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [isOffline, isOld]);
  if (!isOld) return null;
  return (
    <output className={styles.notice} data-update>
      <IconRefresh size={18} aria-hidden="true" />
      <span>{t("shell.update")}</span>
      <Button size="compact-sm" variant="white" color="dark" onClick={() => location.reload()}>
        {t("shell.reload")}
      </Button>
    </output>
  );
}
