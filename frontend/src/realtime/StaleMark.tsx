import { IconClockPause } from "@tabler/icons-react";
import styles from "@/realtime/StaleMark.module.css";
import { useStaleSince } from "@/realtime/useStale";
import { useWords } from "@/ui/useWords";

/** Says on the page itself since when it is not up to date; it lies in the gap below the heading and moves nothing. */
export function StaleMark({ stream }: { stream?: string }) {
  const { t, clock } = useWords();
  const since = useStaleSince(stream);
  if (since === null) return null;
  return (
    <p className={styles.mark} data-stale>
      <IconClockPause size={14} aria-hidden="true" />
      {t("shell.stale_since", { time: clock(new Date(since).toISOString()) })}
    </p>
  );
}
