import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import type { Editor } from "@tiptap/core";
import { useState } from "react";
import type { Note } from "@/api/types";
import styles from "@/features/notes/NoteToolbar.module.css";
import type { NoteState } from "@/features/notes/said";
import type { TaskHost } from "@/features/notes/TaskLine";
import { TextTools } from "@/features/notes/TextTools";
import { useText } from "@/features/notes/useText";
import { VersionPanel } from "@/features/notes/VersionPanel";
import { useWords } from "@/ui/useWords";

interface Props {
  editor: Editor;
  note: Note;
  isEnabled: boolean;
  state: NoteState;
  host: TaskHost;
}

/** What can be done to the text, and the way to its versions; whoever only reads is shown no tools. */
export function NoteToolbar({ editor, note, isEnabled, state, host }: Props) {
  const { t } = useWords();
  const [isHistory, setHistory] = useState(false);
  return (
    <div className={styles.bar} role="toolbar" aria-label={t("notes.toolbar")}>
      {state.barrier === null ? <TextTools editor={editor} isEnabled={isEnabled} host={host} /> : null}
      <span className={styles.space} />
      <Button
        size="compact-md"
        variant="subtle"
        data-versions
        leftSection={<IconHistory size={16} aria-hidden="true" />}
        onClick={() => setHistory(true)}
      >
        {t("notes.versions")}
      </Button>
      {isHistory ? (
        <History editor={editor} note={note} mayChange={state.canWrite} host={host} onClose={() => setHistory(false)} />
      ) : null}
    </div>
  );
}

/** The versions beside what the note says now, also while somebody types. */
function History({ editor, ...panel }: Omit<React.ComponentProps<typeof VersionPanel>, "present"> & { editor: Editor }) {
  return <VersionPanel {...panel} present={useText(editor)} />;
}
