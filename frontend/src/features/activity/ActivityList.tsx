import { Button } from "@mantine/core";
import { useMemo, useRef } from "react";
import { useSearchParams } from "react-router";
import type { Position } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import styles from "@/features/activity/ActivityList.module.css";
import { useLog } from "@/features/activity/api";
import { EntryLine } from "@/features/activity/EntryLine";
import { EntryPanel } from "@/features/activity/EntryPanel";
import { SignedExport } from "@/features/activity/SignedExport";
import { NewRowsPill } from "@/ui/NewRowsPill";
import { Problem } from "@/ui/Problem";
import { useNewRows } from "@/ui/useNewRows";
import { useWords } from "@/ui/useWords";

interface Props {
  stream: string;
  position: Position | undefined;
  /** The address of how things stood at a moment, where they can be looked at. */
  asOf?: (at: string) => string;
}

/** Who did what, the newest first; new entries appear by themselves. The one in the address is told in full. */
export function ActivityList({ stream, position, asOf }: Props) {
  const wording = useWords();
  const problem = useProblem();
  const { entries, error, hasEarlier, loadEarlier } = useLog(stream, position);
  const newestFirst = useMemo(() => entries?.toReversed() ?? [], [entries]);
  const { shown, held } = useNewRows(newestFirst, { keyOf: ({ seq }) => String(seq), of: stream });
  const [search, setSearch] = useSearchParams();
  const told = Number(search.get("entry")) || null;
  const addressOf = (seq: number | null) => {
    const next = new URLSearchParams(search);
    if (seq === null) next.delete("entry");
    else next.set("entry", String(seq));
    return next;
  };
  const list = useRef<HTMLOListElement>(null);
  const close = (seq: number) => {
    setSearch(addressOf(null), { preventScrollReset: true });
    // Back to where it was opened; a link that is not on the list leaves the focus to the page.
    list.current?.querySelector<HTMLElement>(`[data-link="${seq}"]`)?.focus();
  };
  if (error && !entries) return <Problem text={problem(error)} />;
  return (
    <div>
      {told === null ? null : (
        <EntryPanel
          key={told}
          stream={stream}
          seq={told}
          asOf={asOf}
          onClose={() => close(told)}
        />
      )}
      {entries?.length ? <SignedExport key={stream} stream={stream} /> : null}
      <NewRowsPill held={held} />
      {entries?.length === 0 ? <p className={styles.time}>{wording.t("activity.empty")}</p> : null}
      <ol ref={list} className={styles.entries} reversed>
        {shown.map((entry) => (
          <EntryLine key={entry.seq} entry={entry} asOf={asOf?.(entry.at)} permalink={`?${addressOf(entry.seq)}`} />
        ))}
      </ol>
      {hasEarlier ? (
        <Button variant="subtle" size="compact-sm" onClick={() => void loadEarlier()}>
          {wording.t("activity.earlier")}
        </Button>
      ) : null}
    </div>
  );
}
