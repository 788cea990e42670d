import { Button } from "@mantine/core";
import { useState } from "react";
import type { Outlet } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { NoMail } from "@/features/notifications/NoMail";
import { OutletForm } from "@/features/notifications/OutletForm";
import { type Channel, useRemoveOutlet, useTestOutlet } from "@/features/notifications/settings";
import { useEventName } from "@/features/notifications/useEventName";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import styles from "@/ui/Rows.module.css";
import { Tag } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

interface Props {
  outlet: Outlet;
  /** Whether this installation can send over its channel at all. */
  isUsable: boolean;
}

/** One outlet: how it fared, a test, and what can be changed of it. */
export function OutletRow({ outlet, isUsable }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const [isEditing, setEditing] = useState(false);
  const [result, setResult] = useState<string | null>(null);
  const removing = useRemoveOutlet(() => say(t("notifications.removed")));
  const test = useTestOutlet(({ ok, error }) =>
    setResult(ok ? t("notifications.test_ok") : t("notifications.test_failed", { error })),
  );
  const error = removing.error ?? test.error;
  const channel = t(`notifications.channel_${outlet.channel as Channel}`);
  const title = outlet.name ? `${channel} · ${outlet.name}` : channel;
  const isMail = outlet.channel === "mail";
  const act = (words: string, isRunning: boolean, run: () => void) => (
    <Button variant="default" size="compact-sm" aria-label={`${words} ${title}`} loading={isRunning} onClick={run}>
      {words}
    </Button>
  );
  return (
    <li className={styles.row} data-outlet={outlet.channel}>
      <div className={styles.text}>
        <p className={styles.title}>
          {title} {outlet.is_on ? null : <Tag tone="warn">{t("notifications.is_off")}</Tag>}
        </p>
        <Facts outlet={outlet} />
        {isUsable ? null : <NoMail />}
        {result ? <p role="status">{result}</p> : null}
        <Problem text={error ? problem(error) : null} />
      </div>
      {isUsable ? act(t("notifications.test"), test.isRunning, () => test.run(outlet.id)) : null}
      {isMail ? null : act(t("notifications.edit"), false, () => setEditing(!isEditing))}
      {isMail ? null : act(t("notifications.remove"), removing.isRunning, () => removing.run(outlet))}
      {isEditing ? (
        <div className={styles.whole}>
          <OutletForm isShared={outlet.person_id === null} outlet={outlet} onClose={() => setEditing(false)} />
        </div>
      ) : null}
    </li>
  );
}

function Facts({ outlet }: { outlet: Outlet }) {
  const { t, moment, list } = useWords();
  const eventName = useEventName();
  const chosen = outlet.events.length > 0 ? list(outlet.events.map(eventName)) : t("notifications.events_all");
  return (
    <>
      <p className={styles.quiet}>{outlet.channel === "mail" ? t("notifications.mail_to") : outlet.url}</p>
      {outlet.person_id === null ? <p className={styles.quiet}>{t("notifications.events_of", { events: chosen })}</p> : null}
      <p className={styles.quiet}>
        {outlet.last_sent_at ? t("notifications.last_sent", { at: moment(outlet.last_sent_at) }) : t("notifications.never_sent")}
      </p>
      {outlet.last_error && outlet.last_error_at ? (
        <p>{t("notifications.last_error", { at: moment(outlet.last_error_at), error: outlet.last_error })}</p>
      ) : null}
    </>
  );
}
