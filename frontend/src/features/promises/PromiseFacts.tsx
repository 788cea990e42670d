import { Link } from "react-router";
import { usePeople } from "@/api/people";
import type { Promised } from "@/api/types";
import styles from "@/features/promises/PromiseCard.module.css";
import { isOverdue } from "@/features/promises/standing";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

interface Props {
  promise: Promised;
  /** The name of the contact, as far as it is known here. */
  contact: string | null;
  /** The node's name; it links to the node. */
  node: string | null;
  /** Who sits where the promise is answered; undefined where that is not known. */
  keeper?: number | null | undefined;
}

/** Who promised it to whom, at which node, who keeps it until when, and what came of it. */
export function PromiseFacts({ promise, contact, node, keeper }: Props) {
  const { t, day, find, moment } = useWords();
  const { nameOf } = usePeople();
  const roleName = useRoleName();
  const role = roleName(promise.role);
  const made = { person: nameOf(promise.made_by), day: day(promise.made_on) };
  const by = (id: number | null, at: string | null) => ({ person: nameOf(id), at: at ? moment(at) : "" });
  const answered = by(promise.answered_by, promise.answered_at);
  const code = promise.reason_code ? t(`promises.reason_${promise.reason_code}`) : "";
  return (
    <div className={styles.facts}>
      <p>
        <span>{contact ? t("promises.made_to", { ...made, contact }) : t("promises.made", made)}</span>
        {node ? <Link to={`/deals/${promise.deal_id}?node=${promise.node_id}`}>{node}</Link> : null}
      </p>
      <p>
        <span>{t("promises.kept_by", { role })}</span>
        {promise.due_on ? (
          <span className={isOverdue(promise) ? styles.late : undefined}>
            {isOverdue(promise) ? t("promises.overdue", { day: day(promise.due_on) }) : t("promises.due", { day: day(promise.due_on) })}
          </span>
        ) : null}
        {promise.status === "open" && keeper !== undefined ? (
          <span>{keeper === null ? t("promises.waits_for_nobody", { role }) : t("promises.waits_for", { person: nameOf(keeper) })}</span>
        ) : null}
      </p>
      {promise.status === "accepted" ? <p>{t("promises.answered_accepted", answered)}</p> : null}
      {promise.status === "returned" ? <p>{t("promises.answered_returned", { ...answered, reason: code })}</p> : null}
      {promise.closed_by ? <p>{find(`promises.closed_${promise.status}`, by(promise.closed_by, promise.closed_at))}</p> : null}
      {promise.reason ? <p className={styles.reason}>{t("promises.said", { reason: promise.reason })}</p> : null}
      {promise.evidence.length > 0 ? (
        <p>
          <span>{t("promises.evidence")}</span>
          {promise.evidence.map(({ text, url }) =>
            /^https?:\/\/\S+$/i.test(url) ? (
              <a key={`${text} ${url}`} href={url} target="_blank" rel="noreferrer noopener">
                {text || url}
              </a>
            ) : (
              <span key={`${text} ${url}`}>{text}</span>
            ),
          )}
        </p>
      ) : null}
    </div>
  );
}
