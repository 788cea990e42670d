import { Button } from "@mantine/core";
import { useProblem } from "@/api/useProblem";
import { useRevokeSession, useSessions } from "@/features/identity/api";
import { deviceOf } from "@/lib/device";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import styles from "@/ui/Rows.module.css";
import { Tag } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

/** The browsers in which one is signed in; each but this one can be signed out from here. */
export function SessionList() {
  const { t, moment } = useWords();
  const problem = useProblem();
  const sessions = useSessions();
  const revoking = useRevokeSession(() => say(t("profile.session_ended")));
  const error = sessions.error ?? revoking.error;
  return (
    <>
      <Problem text={error ? problem(error) : null} />
      <ul className={styles.rows}>
        {sessions.data?.data.map((session) => (
          <li key={session.id} className={styles.row}>
            <div className={styles.text}>
              <p className={styles.title}>
                {deviceOf(session.user_agent) || t("profile.unknown_browser")}{" "}
                {session.is_current ? <Tag tone="good">{t("profile.this_browser")}</Tag> : null}
              </p>
              <p className={styles.quiet}>
                {[session.address, t("profile.seen", { at: moment(session.seen_at) })].filter(Boolean).join(" · ")}
              </p>
            </div>
            {session.is_current ? null : (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`${t("profile.end_session")} ${deviceOf(session.user_agent)} ${moment(session.seen_at)}`}
                loading={revoking.wish === session.id}
                onClick={() => revoking.run(session.id)}
              >
                {t("profile.end_session")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
