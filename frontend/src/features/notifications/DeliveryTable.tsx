import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { usePeople } from "@/api/people";
import { useProblem } from "@/api/useProblem";
import { type Channel, useDeliveries, useRetry } from "@/features/notifications/settings";
import { useEventName } from "@/features/notifications/useEventName";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import styles from "@/ui/Rows.module.css";
import { useWords } from "@/ui/useWords";

const PAGE = 25;
/** The most that one request gives; who looks for something older chooses a status. */
const MOST = 100;
const STATUSES = ["", "waiting", "sending", "sent", "failed", "dropped"] as const;

/** What is in the outbox: how it stands, its last error, and a retry for what was given up. */
export function DeliveryTable() {
  const { t, moment } = useWords();
  const problem = useProblem();
  const { nameOf } = usePeople();
  const eventName = useEventName();
  const [status, setStatus] = useState("");
  const [limit, setLimit] = useState(PAGE);
  const found = useDeliveries(status, limit);
  const retrying = useRetry(() => say(t("notifications.retried")));
  const error = found.error ?? retrying.error;
  const rows = found.data?.data ?? [];
  return (
    <>
      <Problem text={error ? problem(error) : null} />
      {found.data ? <p className={styles.lead}>{t("notifications.counts", found.data.counts)}</p> : null}
      <NativeSelect
        className={styles.filter}
        label={t("notifications.status")}
        value={status}
        onChange={(event) => setStatus(event.currentTarget.value)}
        data={STATUSES.map((value) => ({ value, label: t(`notifications.status_${value || "all"}`) }))}
      />
      {found.data && rows.length === 0 ? <p className={styles.quiet}>{t("notifications.deliveries_none")}</p> : null}
      <ul className={styles.rows}>
        {rows.map((delivery) => {
          const { outlet } = delivery;
          const to = outlet.person_id === null ? t("notifications.installation") : nameOf(outlet.person_id);
          const title = `${t(`notifications.channel_${outlet.channel as Channel}`)} · ${to} · ${eventName(delivery.event)}`;
          return (
            <li key={delivery.id} className={styles.row} data-delivery={delivery.status} data-delivery-id={delivery.id}>
              <div className={styles.text}>
                <p className={styles.title}>{title}</p>
                <p className={styles.quiet}>
                  {[
                    t(`notifications.status_${delivery.status}` as "notifications.status_sent"),
                    `${t("notifications.tries")} ${delivery.tries}`,
                    moment(delivery.sent_at ?? delivery.made_at),
                  ].join(" · ")}
                </p>
                {delivery.last_error ? <p>{delivery.last_error}</p> : null}
              </div>
              {delivery.status === "failed" ? (
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={`${t("notifications.retry")} ${title}`}
                  onClick={() => retrying.run(delivery.id)}
                >
                  {t("notifications.retry")}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
      {found.data?.next && limit < MOST ? (
        <Button variant="default" loading={found.isFetching} onClick={() => setLimit(Math.min(limit * 2, MOST))}>
          {t("common.show_more")}
        </Button>
      ) : null}
    </>
  );
}
