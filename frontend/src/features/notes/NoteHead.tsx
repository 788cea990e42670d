import { ActionIcon, TextInput } from "@mantine/core";
import { IconFileExport, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { dealStream } from "@/api/keys";
import type { Note } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { exportMarkdown, useRenameNote } from "@/features/notes/api";
import styles from "@/features/notes/NoteHead.module.css";
import { FormConflict, isStale, problemBut } from "@/realtime/FormConflict";
import { FormDialog } from "@/ui/FormDialog";
import { useDraft } from "@/ui/useDraft";
import { useWords } from "@/ui/useWords";

interface Props {
  note: Note;
  title: string;
  mayRename: boolean;
}

/** A note's title with what can be done to the note as a whole. */
export function NoteHead({ note, title, mayRename }: Props) {
  const { t } = useWords();
  const [isRenaming, setRenaming] = useState(false);
  return (
    <header className={styles.head}>
      <h2 className={styles.title}>{title}</h2>
      {mayRename ? (
        <ActionIcon data-rename-note aria-label={t("notes.rename")} onClick={() => setRenaming(true)}>
          <IconPencil size={18} aria-hidden="true" />
        </ActionIcon>
      ) : null}
      <ActionIcon aria-label={t("notes.export")} onClick={() => void exportMarkdown(note, title)}>
        <IconFileExport size={18} aria-hidden="true" />
      </ActionIcon>
      {isRenaming ? <RenameDialog note={note} title={title} onClose={() => setRenaming(false)} /> : null}
    </header>
  );
}

function RenameDialog({ note, title, onClose }: { note: Note; title: string; onClose: () => void }) {
  const { t } = useWords();
  const now = { title };
  const draft = useDraft(now, note.version);
  const wanted = draft.fields.title;
  const rename = useRenameNote(note, onClose);
  const wording = useProblem();
  return (
    <FormDialog
      title={t("notes.rename")}
      act={t("common.save")}
      isReady={!isStale(rename.error) && draft.isChanged && Boolean(wanted.trim())}
      isBusy={rename.isRunning}
      problem={problemBut(rename.error, wording)}
      onSubmit={() => rename.run({ title: wanted.trim(), version: draft.version })}
      onClose={onClose}
    >
      <TextInput
        label={t("notes.title")}
        data-autofocus
        maxLength={120}
        value={wanted}
        onChange={(event) => draft.change({ title: event.currentTarget.value })}
      />
      <FormConflict
        error={rename.error}
        draft={draft}
        now={now}
        version={note.version}
        told={{ stream: dealStream(note.deal_id), isOf: (data) => (data["note"] as Note | undefined)?.id === note.id }}
        isBusy={rename.isRunning}
        labelOf={() => t("notes.title")}
        onKeep={() => rename.run({ title: wanted.trim(), version: note.version })}
        onTake={rename.forget}
      />
    </FormDialog>
  );
}
