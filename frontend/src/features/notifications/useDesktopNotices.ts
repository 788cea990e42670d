import { useEffect, useRef } from "react";
import { usePeople } from "@/api/people";
import type { Notice } from "@/api/types";
import { mayNotify, notify } from "@/features/notifications/desktop";
import { sentence } from "@/features/notifications/sentence";
import { useWish } from "@/features/notifications/settings";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

/** Has the browser show what arrives while this tab is in the background, for the topics I chose. */
export function useDesktopNotices(notices: Notice[] | undefined): void {
  const wording = useWords();
  const roleName = useRoleName();
  const { nameOf } = usePeople();
  const wish = useWish(mayNotify()).data?.data;
  const newest = useRef<number | null>(null);
  useEffect(() => {
    if (!notices) return;
    const before = newest.current;
    newest.current = Math.max(before ?? 0, ...notices.map(({ id }) => id));
    if (before === null || !document.hidden || !wish || !mayNotify()) return;
    for (const notice of notices)
      if (notice.id > before && wish.channels[notice.topic]?.includes("browser"))
        notify(sentence(notice, wording, nameOf, roleName), `${notice.account.name} / ${notice.deal.title}`, `told-${notice.id}`);
  }, [notices, wish, wording, nameOf, roleName]);
}
