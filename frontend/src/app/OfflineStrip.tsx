import { Button } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import styles from "@/app/OfflineStrip.module.css";
import { useLive } from "@/realtime/LiveProvider";
import { useLine } from "@/realtime/useLine";
import { useWords } from "@/ui/useWords";

/** A reconnect within this time is not worth a word. */
const PATIENCE = 2_000;

/** Says that the line is down and since when; it lies over the page and pushes nothing. */
export function OfflineStrip() {
  const isLive = useLine() === "live";
  return isLive ? null : <Strip />;
}

function Strip() {
  const { t, clock } = useWords();
  const live = useLive();
  const [since] = useState(() => new Date().toISOString());
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  if (!isShown) return null;
  return (
    <div className={styles.strip} role="alert">
      <IconPlugConnectedX size={18} aria-hidden="true" />
      <span>
        {t("shell.offline")} {t("shell.offline_since", { time: clock(since) })}
      </span>
      <Button size="compact-sm" variant="white" color="dark" onClick={live.retry}>
        {t("common.retry")}
      </Button>
    </div>
  );
}
