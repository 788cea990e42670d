import { ActionIcon, Button, Group, Modal, TextInput } from "@mantine/core";
import { IconFileExport, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import type { Note } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { exportMarkdown, useRenameNote } from "@/features/notes/api";
import styles from "@/features/notes/NoteHead.module.css";
import { Problem } from "@/ui/Problem";
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
        <ActionIcon aria-label={t("notes.rename")} onClick={() => setRenaming(true)}>
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
  const [wanted, setWanted] = useState(title);
  const rename = useRenameNote(note, onClose);
  const wording = useProblem();
  return (
    <Modal opened centered onClose={onClose} title={t("notes.rename")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted.trim()) rename.run(wanted.trim());
        }}
      >
        <TextInput
          label={t("notes.title")}
          data-autofocus
          maxLength={120}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <Problem text={rename.error ? wording(rename.error) : null} />
        <Group justify="flex-end" mt="md">
          <Button type="submit" loading={rename.isRunning} disabled={!wanted.trim()}>
            {t("common.save")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
