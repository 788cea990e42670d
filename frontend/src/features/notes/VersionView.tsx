import { Button, SegmentedControl } from "@mantine/core";
import { Fragment, useState } from "react";
import type { Note } from "@/api/types";
import { useRestoreVersion, useVersion } from "@/features/notes/api";
import type { TaskHost } from "@/features/notes/TaskLine";
import { VersionText } from "@/features/notes/VersionText";
import styles from "@/features/notes/VersionView.module.css";
import { type DiffLine, lineDiff } from "@/lib/lineDiff";
import { say } from "@/ui/notice";
import { useWords } from "@/ui/useWords";

/** So many equal lines are shown around what differs; a longer stretch is folded. */
const AROUND = 2;

interface Props {
  note: Note;
  id: number;
  /** What the note says now. */
  present: string;
  host: TaskHost;
  mayRestore: boolean;
  onRestored: () => void;
}

/** One version: what changed since, how it looked, and the way back to it. */
export function VersionView({ note, id, present, host, mayRestore, onRestored }: Props) {
  const { t } = useWords();
  const [view, setView] = useState("difference");
  const version = useVersion(id).data?.data;
  const restore = useRestoreVersion(note, () => {
    say(t("notes.restored"));
    onRestored();
  });
  if (!version) return null;
  const lines = lineDiff(version.text, present);
  const isSame = lines.every(({ kind }) => kind === "same");
  return (
    <div className={styles.version} data-version={view}>
      <div className={styles.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t("notes.version_view")}
          value={view}
          onChange={setView}
          data={["difference", "preview"].map((each) => ({ value: each, label: t(`notes.view_${each as "difference" | "preview"}`) }))}
        />
        {mayRestore && !isSame ? (
          <Button size="compact-md" loading={restore.isRunning} onClick={() => restore.run(id)}>
            {t("notes.restore")}
          </Button>
        ) : null}
      </div>
      {view === "preview" ? (
        <VersionText key={id} state={version.state} host={host} />
      ) : isSame ? (
        <p className={styles.same}>{t("notes.same_as_now")}</p>
      ) : (
        <div className={styles.lines} role="region" tabIndex={0} aria-label={t("notes.compared_with_now")}>
          {folded(lines).map((part, place) => (
            // Lines have no identity but their place.
            // oxlint-disable-next-line react/no-array-index-key
            <Part key={place} part={part} />
          ))}
        </div>
      )}
    </div>
  );
}

function Part({ part }: { part: DiffLine | number }) {
  const { t } = useWords();
  if (typeof part === "number") return <p className={styles.fold}>{t("notes.lines_folded", { count: part })}</p>;
  return (
    <p data-kind={part.kind}>
      {part.kind === "same" ? null : <span className={styles.sign}>{t(`notes.line_${part.kind}`)}</span>}
      {part.kind === "removed" ? <del>{part.text}</del> : null}
      {part.kind === "added" ? <ins>{part.text}</ins> : null}
      {part.kind === "same" ? part.text : null}
      {part.pieces?.map(({ kind, text }, place) => {
        const Mark = { same: Fragment, added: "ins", removed: "del" }[kind];
        // Pieces have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        return <Mark key={place}>{text}</Mark>;
      })}
    </p>
  );
}

/** Leaves out equal lines far from any change, and says how many. */
function folded(lines: DiffLine[]): (DiffLine | number)[] {
  const near = lines.map((_, place) =>
    lines.slice(Math.max(0, place - AROUND), place + AROUND + 1).some(({ kind }) => kind !== "same"),
  );
  const parts: (DiffLine | number)[] = [];
  for (const [place, line] of lines.entries()) {
    const last = parts.at(-1);
    if (near[place]) parts.push(line);
    else if (typeof last === "number") parts[parts.length - 1] = last + 1;
    else parts.push(1);
  }
  return parts;
}
