import { useState } from "react";
import type { Handoff, Promised } from "@/api/types";
import { useMe } from "@/api/session";
import { AnswerPromise } from "@/features/promises/AnswerPromise";
import { useDealPromises } from "@/features/promises/api";
import { bringsPromises } from "@/features/promises/handed";
import styles from "@/features/promises/HandedPromises.module.css";
import { isUnanswered, TONES } from "@/features/promises/standing";
import { Tag } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

/** So many fit below a card; of more, two are shown until somebody wants all of them. */
const FEW = 3;

interface Props {
  handoff: Handoff;
  /** The promises of the room, where it is open; else they are fetched. */
  known?: Promised[];
}

/** The promises that come with a hand-off, one by one; a receiver answers those of their role in place. */
export function HandedPromises({ handoff, known }: Props) {
  const { t } = useWords();
  const me = useMe();
  // What was asked of me when I first saw it: it comes first, and stays where it is when it is answered.
  const [asked, setAsked] = useState<readonly number[]>([]);
  const [isWhole, setWhole] = useState(false);
  const handed = handoff.package.promises ?? [];
  const receipt = handoff.receipts.find(({ receiver_id, status }) => receiver_id === me.id && status === "offered");
  const isBriefing = handoff.kind === "briefing";
  const fetched = useDealPromises(handoff.deal_id, known === undefined && bringsPromises(handoff));
  // A briefing waits for whatever its receivers have not answered, also when it was promised after the offer.
  const shown = (known ?? fetched.data?.data ?? []).filter(
    (promise) => handed.includes(promise.id) || (isBriefing && isUnanswered(promise)),
  );
  if (shown.length === 0) return null;
  const waiting = shown.filter(isUnanswered).length;
  const isMine = ({ status, role }: Promised) => status === "open" && receipt?.role === role;
  if (asked.length === 0 && shown.some(isMine)) setAsked(shown.filter(isMine).map(({ id }) => id));
  shown.sort((a, b) => Number(asked.includes(b.id)) - Number(asked.includes(a.id)));
  const lines = isWhole || shown.length <= FEW ? shown : shown.slice(0, FEW - 1);
  return (
    // The list does not shut itself before the eyes of whoever answers the last one.
    <details className={styles.handed} open={asked.length > 0 || undefined} data-handed>
      <summary className={styles.title}>
        {waiting > 0 ? t("promises.handed_waiting", { n: shown.length, waiting }) : t("promises.handed", { n: shown.length })}
      </summary>
      <ul className={styles.lines}>
        {lines.map((promise) => (
          <li key={promise.id} className={styles.line} data-promise={promise.id}>
            <span className={styles.text}>{promise.text}</span> <Tag tone={TONES[promise.status]}>{t(`promises.status_${promise.status}`)}</Tag>
            {isMine(promise) ? <AnswerPromise promise={promise} /> : null}
          </li>
        ))}
      </ul>
      {shown.length > FEW ? (
        <button type="button" className={styles.more} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t("promises.fewer") : t("promises.more", { n: shown.length - lines.length })}
        </button>
      ) : null}
    </details>
  );
}
