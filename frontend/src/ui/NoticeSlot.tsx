import { Button, CloseButton } from "@mantine/core";
import { useEffect, useSyncExternalStore } from "react";
import { currentNotice, hush, watchNotice } from "@/ui/notice";
import styles from "@/ui/NoticeSlot.module.css";
import { useWords } from "@/ui/useWords";

const SHOWN_FOR = 4_000;
const SHOWN_WITH_UNDO = 8_000;

/** The one slot of confirmations, apart from the hand-off toasts so that they never queue behind it. */
export function NoticeSlot() {
  const { t } = useWords();
  const notice = useSyncExternalStore(watchNotice, currentNotice);
  useEffect(() => {
    if (!notice) return undefined;
    const timer = setTimeout(() => hush(notice.id), notice.undo || notice.link ? SHOWN_WITH_UNDO : SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [notice]);
  const undo = () => {
    notice?.undo?.();
    if (notice) hush(notice.id);
  };
  return (
    <output className={styles.slot} data-unprinted>
      {notice ? (
        <div className={styles.notice} data-tone={notice.tone} key={notice.id}>
          <span>{notice.text}</span>
          {notice.undo ? (
            <Button variant="subtle" size="compact-sm" onClick={undo}>
              {t("common.undo")}
            </Button>
          ) : null}
          {notice.link ? (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => {
                notice.link?.act();
                hush(notice.id);
              }}
            >
              {notice.link.text}
            </Button>
          ) : null}
          <CloseButton size="sm" aria-label={t("common.close")} onClick={() => hush(notice.id)} />
        </div>
      ) : null}
    </output>
  );
}
