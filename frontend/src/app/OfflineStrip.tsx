import { Button } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import styles from "@/app/OfflineStrip.module.css";
import { useLive } from "@/realtime/LiveProvider";
import { useStaleSince } from "@/realtime/useStale";
import { useWords } from "@/ui/useWords";

/**
 * Says that the line is down and since when, what is kept and what waits. It lies over the foot of the page and pushes
 * nothing: what lies there can be scrolled up, a heading under a strip at the top could not be read at all.
 */
export function OfflineStrip() {
  const { t, clock } = useWords();
  const live = useLive();
  const since = useStaleSince();
  const unsent = useSyncExternalStore(live.pending.watch, live.pending.unsent);
  if (since === null) return null;
  return (
    <div className={styles.strip} role="alert" data-strip>
      <IconPlugConnectedX size={18} aria-hidden="true" />
      <span>
        {t("shell.offline", { time: clock(new Date(since).toISOString()) })} {t("shell.offline_answers")}{" "}
        {unsent > 0 ? t("shell.offline_unsent", { n: unsent }) : t("shell.offline_ticks")}
      </span>
      <Button size="compact-sm" variant="white" color="dark" onClick={live.retry}>
        {t("common.retry")}
      </Button>
    </div>
  );
}
