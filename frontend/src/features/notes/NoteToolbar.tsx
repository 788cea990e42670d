import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBold,
  IconChecklist,
  IconHistory,
  IconItalic,
  IconLink,
  IconListCheck,
  IconPlus,
} from "@tabler/icons-react";
import type { Editor } from "@tiptap/core";
import { useState } from "react";
import type { Note } from "@/api/types";
import { BLOCK_NAMES, insertBlock } from "@/features/notes/blocks";
import { LinkDialog } from "@/features/notes/LinkDialog";
import styles from "@/features/notes/NoteToolbar.module.css";
import { type TaskPlace, taskAround } from "@/features/notes/TaskLine";
import { VersionPanel } from "@/features/notes/VersionPanel";
import { say } from "@/ui/notice";
import { useWords } from "@/ui/useWords";

interface Props {
  editor: Editor;
  note: Note;
  isEnabled: boolean;
  mayChange: boolean;
  onTask: (task: TaskPlace) => void;
}

const MARKS = [
  ["bold", IconBold, (editor: Editor) => editor.chain().focus().toggleBold().run()],
  ["italic", IconItalic, (editor: Editor) => editor.chain().focus().toggleItalic().run()],
  ["tasks", IconChecklist, (editor: Editor) => editor.chain().focus().toggleTaskList().run()],
  ["undo", IconArrowBackUp, (editor: Editor) => editor.chain().focus().undo().run()],
  ["redo", IconArrowForwardUp, (editor: Editor) => editor.chain().focus().redo().run()],
] as const;

/** What can be done to the text, and the way to its versions. */
export function NoteToolbar({ editor, note, isEnabled, mayChange, onTask }: Props) {
  const { t } = useWords();
  const [isLinking, setLinking] = useState(false);
  const [isHistory, setHistory] = useState(false);
  const makeItem = () => {
    const { doc, selection } = editor.state;
    const task = taskAround(doc, selection.from);
    if (task?.text) onTask(task);
    else say(t("notes.task_none"), { tone: "info" });
  };
  return (
    <div className={styles.bar} role="toolbar" aria-label={t("notes.toolbar")}>
      <Menu shadow="md" position="bottom-start">
        <Menu.Target>
          <Button size="compact-md" variant="default" disabled={!isEnabled} leftSection={<IconPlus size={16} aria-hidden="true" />}>
            {t("notes.insert")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {BLOCK_NAMES.map((block) => (
            <Menu.Item key={block} onClick={() => insertBlock(editor, block)}>
              {t(`notes.block_${block}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {MARKS.map(([name, Icon, act]) => (
        <ActionIcon key={name} disabled={!isEnabled} aria-label={t(`notes.do_${name}`)} onClick={() => act(editor)}>
          <Icon size={18} aria-hidden="true" />
        </ActionIcon>
      ))}
      <ActionIcon disabled={!isEnabled} aria-label={t("notes.do_link")} onClick={() => setLinking(true)}>
        <IconLink size={18} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon disabled={!isEnabled} aria-label={t("notes.task_make")} title={t("notes.task_make")} onClick={makeItem}>
        <IconListCheck size={18} aria-hidden="true" />
      </ActionIcon>
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
      {isLinking ? <LinkDialog editor={editor} onClose={() => setLinking(false)} /> : null}
      {isHistory ? (
        <VersionPanel
          note={note}
          mayChange={mayChange}
          present={editor.getText({ blockSeparator: "\n" })}
          onClose={() => setHistory(false)}
        />
      ) : null}
    </div>
  );
}
