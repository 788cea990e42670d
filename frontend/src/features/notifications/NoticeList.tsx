import { Button } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useMemo } from "react";
import { Link } from "react-router";
import { usePeople } from "@/api/people";
import type { Notice } from "@/api/types";
import { useMark } from "@/features/notifications/api";
import styles from "@/features/notifications/NoticeList.module.css";
import { useMute } from "@/features/notifications/settings";
import { addressOf, place, sentence, type Summary } from "@/features/notifications/sentence";
import { SummaryTeams } from "@/features/notifications/SummaryTeams";
import { Empty } from "@/ui/Empty";
import { say } from "@/ui/notice";
import { useRoleName } from "@/ui/useRoleName";
import { useWords, type Wording } from "@/ui/useWords";

/** What I was told, room by room, the newest first; opening one reads it. */
export function NoticeList({ notices, isDone, canMute = false }: { notices: Notice[]; isDone: boolean; canMute?: boolean }) {
  const wording = useWords();
  const { t } = wording;
  const rooms = useMemo(() => byRoom(notices, wording), [notices, wording]);
  if (notices.length === 0)
    return (
      <Empty
        icon={<IconBell aria-hidden="true" />}
        title={t(isDone ? "notifications.done_empty" : "notifications.empty")}
        text={t("notifications.empty_text")}
      />
    );
  return (
    <div className={styles.rooms}>
      {rooms.map(({ deal, name, lines }) => (
        <div key={deal?.id ?? name}>
          <div className={styles.head}>
            <h2 className={styles.room}>{name}</h2>
            {canMute && deal ? <MuteButton deal={deal} /> : null}
          </div>
          <ul className={styles.lines}>
            {lines.map((notice) => (
              <Line key={notice.id} notice={notice} />
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function MuteButton({ deal }: { deal: NonNullable<Notice["deal"]> }) {
  const { t } = useWords();
  const muting = useMute(() => say(t("notifications.muted_now", { deal: deal.title })));
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      aria-label={`${t("notifications.mute")}: ${deal.title}`}
      loading={muting.isRunning}
      onClick={() => muting.run({ dealId: deal.id, muted: true })}
    >
      {t("notifications.mute")}
    </Button>
  );
}

function Line({ notice }: { notice: Notice }) {
  const wording = useWords();
  const { nameOf } = usePeople();
  const roleName = useRoleName();
  const mark = useMark();
  const said = sentence(notice, wording, nameOf, roleName);
  const about = notice.about as { reason?: string; words?: string };
  const reason = about.reason ?? about.words;
  return (
    <li className={styles.line} data-told={notice.type} data-unread={notice.read_at === null || undefined}>
      <div className={styles.words}>
        <p className={styles.said}>
          <Link
            to={addressOf(notice)}
            onClick={() => notice.read_at === null && mark.run({ ids: [notice.id], read: true })}
          >
            {said}
          </Link>
        </p>
        {reason ? <p>{reason}</p> : null}
        {notice.type === "summary.weekly" ? <SummaryTeams summary={notice.about as unknown as Summary} /> : null}
        <p className={styles.quiet}>
          {wording.moment(notice.at)}
          {notice.read_at === null ? ` · ${wording.t("notifications.unread")}` : ""}
        </p>
      </div>
      {notice.kind === "answer" ? null : (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`${wording.t(notice.done_at ? "notifications.undo_done" : "notifications.mark_done")}: ${said}`}
          onClick={() => mark.run({ ids: [notice.id], done: notice.done_at === null })}
        >
          {wording.t(notice.done_at ? "notifications.undo_done" : "notifications.mark_done")}
        </Button>
      )}
    </li>
  );
}

interface Room {
  deal: Notice["deal"];
  name: string;
  lines: Notice[];
}

function byRoom(notices: Notice[], wording: Wording): Room[] {
  const rooms = new Map<number | string, Room>();
  for (const notice of notices) {
    // What is about no room stands under a heading of its own.
    const room = notice.deal?.id ?? notice.topic;
    const known = rooms.get(room);
    if (known) known.lines.push(notice);
    else rooms.set(room, { deal: notice.deal, name: place(notice, wording), lines: [notice] });
  }
  return [...rooms.values()];
}
