import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import { usePeople } from "@/api/people";
import { useMe } from "@/api/session";
import type { Notice, Wish } from "@/api/types";
import { isLookedAt, mayNotify, notify } from "@/features/notifications/desktop";
import { isQuiet } from "@/features/notifications/quiet";
import { addressOf, place, sentence } from "@/features/notifications/sentence";
import { useWish } from "@/features/notifications/settings";
import { useNow } from "@/ui/useNow";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

/**
 * Has the browser show what arrives while nobody looks at this tab, for the topics I chose. What comes in my quiet
 * hours is shown when they are over, unless it was answered; what is answered or read meanwhile goes away again.
 */
export function useDesktopNotices(notices: Notice[] | undefined): void {
  const wording = useWords();
  const roleName = useRoleName();
  const { nameOf } = usePeople();
  const { time_zone: zone } = useMe();
  const navigate = useNavigate();
  const wish = useWish(mayNotify()).data?.data;
  const now = useNow();
  const newest = useRef<number | null>(null);
  const shown = useRef(new Map<number, Notification>());
  useEffect(() => {
    // What comes with the first of them is no news.
    if (!notices) newest.current = null;
    if (!notices) return;
    withdraw(shown.current, notices);
    const fresh = notices.filter(({ id }) => id > (newest.current ?? Infinity));
    // What I chose may be on its way still.
    const isHeld = mayNotify() && !isLookedAt() && (wish === undefined || isQuiet(wish, now, zone));
    if (!isHeld || newest.current === null) newest.current = Math.max(newest.current ?? 0, ...notices.map(({ id }) => id));
    if (isHeld || isLookedAt() || !mayNotify()) return;
    for (const notice of fresh) {
      if (!isWished(notice, wish)) continue;
      const open = () => void navigate(addressOf(notice));
      const told = notify(sentence(notice, wording, nameOf, roleName), place(notice, wording), `told-${notice.id}`, open);
      shown.current.set(notice.id, told);
    }
  }, [notices, wish, now, zone, navigate, wording, nameOf, roleName]);
}

function isWished({ topic, read_at: read }: Notice, wish: Wish | undefined): boolean {
  return read === null && Boolean(wish?.channels[topic]?.includes("browser"));
}

/** Takes back what asks for nothing any more. */
function withdraw(shown: Map<number, Notification>, notices: Notice[]): void {
  const unread = new Set(notices.filter(({ read_at: read }) => read === null).map(({ id }) => id));
  for (const [id, told] of shown)
    if (!unread.has(id)) {
      told.close();
      shown.delete(id);
    }
}
