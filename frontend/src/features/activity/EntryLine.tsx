import type { ReactNode } from "react";
import { Link } from "react-router";
import { usePeople } from "@/api/people";
import type { Entry } from "@/api/types";
import styles from "@/features/activity/ActivityList.module.css";
import { sentence } from "@/features/activity/sentence";
import { Face } from "@/ui/Face";
import { useWords } from "@/ui/useWords";

interface Props {
  entry: Entry;
  /** Where it happened, for a list of several places. */
  place?: ReactNode;
  /** Where one sees how it stood at that moment. */
  asOf?: string | undefined;
  /** Where one sees what exactly it changed. */
  permalink?: string | undefined;
}

/** One thing that happened: who did what, and when. */
export function EntryLine({ entry, place, asOf, permalink }: Props) {
  const wording = useWords();
  const { nameOf } = usePeople();
  const actor = entry.actor === null ? wording.t("activity.system") : nameOf(entry.actor);
  const time = (
    <time className={styles.time} dateTime={entry.at}>
      {wording.moment(entry.at)}
    </time>
  );
  return (
    <li className={styles.entry}>
      <Face name={actor} id={entry.actor} size="small" />
      <p className={styles.text}>
        <strong>{actor}</strong>
        {entry.acting_for ? ` (${wording.t("activity.acting_for", { person: nameOf(entry.acting_for) })})` : ""}{" "}
        {sentence(entry, wording, nameOf)}
        {place}
        {permalink ? (
          <Link
            className={styles.number}
            data-link={entry.seq}
            to={permalink}
            preventScrollReset
            aria-label={wording.t("activity.open_entry", { n: entry.seq })}
          >
            #{entry.seq}
          </Link>
        ) : null}
      </p>
      {asOf ? (
        <Link className={styles.then} to={asOf} aria-label={wording.t("activity.as_of", { at: wording.moment(entry.at) })}>
          {time}
        </Link>
      ) : (
        time
      )}
    </li>
  );
}
