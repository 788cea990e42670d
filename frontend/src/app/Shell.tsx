import { Suspense, useEffect, useMemo, useRef } from "react";
import { useLocation } from "react-router";
import { Navigation } from "@/app/Navigation";
import { OfflineStrip } from "@/app/OfflineStrip";
import { PageBoundary } from "@/app/PageBoundary";
import { Pages } from "@/app/routes";
import styles from "@/app/Shell.module.css";
import { Shortcuts } from "@/app/Shortcuts";
import { UpdateNotice } from "@/app/UpdateNotice";
import { useInbox } from "@/features/handoffs/api";
import { HandoffToasts } from "@/features/handoffs/HandoffToasts";
import { useBox } from "@/features/notifications/api";
import { mayNotify } from "@/features/notifications/desktop";
import { gather } from "@/features/notifications/gather";
import { useDesktopNotices } from "@/features/notifications/useDesktopNotices";
import { keepFocus } from "@/ui/keptFocus";
import { Loading } from "@/ui/Loading";
import { NoticeSlot } from "@/ui/NoticeSlot";
import { useUnreadInTitle } from "@/ui/usePageTitle";
import { useWords } from "@/ui/useWords";

/** The same element each time: what comes to the inbox draws the numbers around the page anew, and not the page. */
const PAGE = (
  <Suspense fallback={<Loading />}>
    <Pages />
  </Suspense>
);

/** Everything around a page: navigation, what waits, and the line's state. A failed page leaves it standing. */
export function Shell() {
  const { t } = useWords();
  const { pathname } = useLocation();
  const inbox = useInbox();
  const waiting = inbox.data?.data.length ?? 0;
  const told = useBox("information");
  const asked = useBox("answer");
  const isAllowed = mayNotify();
  const mentions = useBox("mentions", isAllowed);
  const unread = told.data?.counts.unread ?? 0;
  const notices = useMemo(
    () => gather([asked.data, told.data, ...(isAllowed ? [mentions.data] : [])]),
    [asked.data, told.data, mentions.data, isAllowed],
  );
  useDesktopNotices(notices);
  useUnreadInTitle(waiting);
  const content = useRef<HTMLElement>(null);
  useEffect(() => (content.current ? keepFocus(content.current) : undefined), []);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {t("shell.skip_to_content")}
      </a>
      <Navigation waiting={waiting} unread={unread} />
      <main id="content" ref={content} className={styles.content} tabIndex={-1}>
        <PageBoundary key={pathname}>{PAGE}</PageBoundary>
      </main>
      <Shortcuts />
      <OfflineStrip />
      <UpdateNotice />
      <NoticeSlot />
      <HandoffToasts cards={inbox.data?.data} />
    </div>
  );
}
