import { Button } from "@mantine/core";
import { IconNotes, IconPlus } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { failureOf } from "@/api/failureOf";
import type { Note } from "@/api/types";
import { useNotes } from "@/features/notes/api";
import { NewNoteDialog } from "@/features/notes/NewNoteDialog";
import { NoteHead } from "@/features/notes/NoteHead";
import styles from "@/features/notes/NotesPanel.module.css";
import type { Around } from "@/features/notes/useTasks";
import { useProblem } from "@/api/useProblem";
import { Empty } from "@/ui/Empty";
import { later } from "@/ui/later";
import { Loading } from "@/ui/Loading";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

/** What notes are written with: the largest part of all, so whoever knows that one is opened begins it. */
export const NoteEditor = later(() => import("@/features/notes/NoteEditor").then((part) => part.NoteEditor));

interface Props {
  dealId: number;
  /** Only the notes of this node: what a partner sees of a deal. */
  nodeId?: number;
  /** The chosen note, as the address says it. */
  chosen: number | null;
  nameOfNode: (id: number) => string;
  around: Around;
  onChoose: (id: number) => void;
}

/** The notes of a deal and its nodes, and the chosen one to read and write. */
export function NotesPanel({ dealId, nodeId, chosen, nameOfNode, around, onChoose }: Props) {
  const { t } = useWords();
  const [isBeginning, setBeginning] = useState(false);
  const [begun, setBegun] = useState<number | null>(null);
  const notes = useNotes(dealId, nodeId);
  const wording = useProblem();
  const failure = failureOf(notes);
  if (failure) return <Problem text={wording(failure)} />;
  if (!notes.data) return <Loading />;
  const { data, can } = notes.data;
  const note = data.find(({ id }) => id === chosen) ?? data[0];
  const mayBegin = can.includes("add_note");
  const titleOf = (each: Note) => each.title || (each.node_id === null ? t("notes.main") : nameOfNode(each.node_id));
  return (
    <div className={styles.panel}>
      <nav className={styles.list} aria-label={t("notes.list")}>
        {data.map((each) => (
          <button
            key={each.id}
            type="button"
            className={styles.entry}
            aria-current={each.id === note?.id || undefined}
            onClick={() => onChoose(each.id)}
          >
            <span>{titleOf(each)}</span>
            {each.node_id !== null && each.title ? <small>{nameOfNode(each.node_id)}</small> : null}
          </button>
        ))}
        {mayBegin && data.length > 0 ? (
          <Button
            variant="subtle"
            size="compact-md"
            className={styles.add}
            data-new-note
            leftSection={<IconPlus size={16} aria-hidden="true" />}
            onClick={() => setBeginning(true)}
          >
            {t("notes.new")}
          </Button>
        ) : null}
      </nav>
      <div className={styles.note}>
        {note ? (
          <>
            <NoteHead key={`head ${note.id}`} note={note} title={titleOf(note)} mayRename={mayBegin} />
            <Suspense fallback={<Loading />}>
              <NoteEditor key={note.id} note={note} around={around} isBegun={note.id === begun} />
            </Suspense>
          </>
        ) : (
          <Empty icon={<IconNotes size={32} aria-hidden="true" />} title={t("notes.empty")} text={t("notes.empty_text")}>
            {mayBegin ? <Button data-begin-note onClick={() => setBeginning(true)}>{t("notes.begin")}</Button> : null}
          </Empty>
        )}
      </div>
      {isBeginning ? (
        <NewNoteDialog
          dealId={dealId}
          isMain={!data.some(({ is_main, node_id }) => is_main && node_id === null)}
          onBegun={({ id }) => {
            setBeginning(false);
            setBegun(id);
            onChoose(id);
          }}
          onClose={() => setBeginning(false)}
        />
      ) : null}
    </div>
  );
}
