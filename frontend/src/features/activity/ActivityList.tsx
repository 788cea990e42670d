import { Button } from "@mantine/core";
import { useMemo } from "react";
import { usePeople } from "@/api/people";
import type { Position } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import styles from "@/features/activity/ActivityList.module.css";
import { useLog } from "@/features/activity/api";
import { sentence } from "@/features/activity/sentence";
import { Face } from "@/ui/Face";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

interface Props {
  stream: string;
  position: Position | undefined;
}

/** Who did what, the newest first; new entries appear by themselves. */
export function ActivityList({ stream, position }: Props) {
  const wording = useWords();
  const problem = useProblem();
  const { nameOf } = usePeople();
  const { entries, error, hasEarlier, loadEarlier } = useLog(stream, position);
  const newestFirst = useMemo(() => entries?.toReversed() ?? [], [entries]);
  if (error && !entries) return <Problem text={problem(error)} />;
  return (
    <div>
      {entries?.length === 0 ? <p className={styles.time}>{wording.t("activity.empty")}</p> : null}
      <ol className={styles.entries} reversed>
        {newestFirst.map((entry) => {
          const actor = entry.actor === null ? wording.t("activity.system") : nameOf(entry.actor);
          return (
            <li key={entry.seq} className={styles.entry}>
              <Face name={actor} id={entry.actor} size="small" />
              <p className={styles.text}>
                <strong>{actor}</strong>
                {entry.acting_for ? ` (${wording.t("activity.acting_for", { person: nameOf(entry.acting_for) })})` : ""}{" "}
                {sentence(entry, wording, nameOf)}
              </p>
              <time className={styles.time} dateTime={entry.at}>
                {wording.moment(entry.at)}
              </time>
            </li>
          );
        })}
      </ol>
      {hasEarlier ? (
        <Button variant="subtle" size="compact-sm" onClick={() => void loadEarlier()}>
          {wording.t("activity.earlier")}
        </Button>
      ) : null}
    </div>
  );
}
