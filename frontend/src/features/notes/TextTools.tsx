import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBold,
  IconChecklist,
  IconItalic,
  IconLink,
  IconListCheck,
  IconPlus,
} from "@tabler/icons-react";
import type { Editor } from "@tiptap/core";
import { useEffect, useRef, useState } from "react";
import { BLOCK_NAMES, insertBlock } from "@/features/notes/blocks";
import { inText } from "@/features/notes/inText";
import { LinkDialog } from "@/features/notes/LinkDialog";
import { TableMenu } from "@/features/notes/TableMenu";
import { type TaskHost, taskAround } from "@/features/notes/TaskLine";
import { useActive } from "@/features/notes/useActive";
import { say } from "@/ui/notice";
import { useWords } from "@/ui/useWords";

interface Props {
  editor: Editor;
  isEnabled: boolean;
  host: TaskHost;
}

const SWITCHES = [
  ["bold", "bold", IconBold, (editor: Editor) => inText(editor).toggleBold().run()],
  ["italic", "italic", IconItalic, (editor: Editor) => inText(editor).toggleItalic().run()],
  ["tasks", "taskList", IconChecklist, (editor: Editor) => inText(editor).toggleTaskList().run()],
] as const;
const STEPS = [
  ["undo", IconArrowBackUp, (editor: Editor) => inText(editor).undo().run()],
  ["redo", IconArrowForwardUp, (editor: Editor) => inText(editor).redo().run()],
] as const;

/** What can be done to the text where the caret is. */
export function TextTools({ editor, isEnabled, host }: Props) {
  const { t } = useWords();
  const [isLinking, setLinking] = useState(false);
  useLinkKey(editor, () => setLinking(true));
  const makeItem = () => {
    const { doc, selection } = editor.state;
    const task = taskAround(doc, selection.from);
    if (task?.text) host.make(task);
    else say(t("notes.task_none"), { tone: "info" });
  };
  const named = (words: string) => ({ disabled: !isEnabled, "aria-label": words, title: words });
  return (
    <>
      <Menu shadow="md" position="bottom-start" returnFocus={false} withinPortal={false} withInitialFocusPlaceholder={false}>
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
      {SWITCHES.map(([name, mark, Icon, act]) => (
        <Switch key={name} editor={editor} mark={mark} named={named(t(`notes.do_${name}`))} act={act}>
          <Icon size={18} aria-hidden="true" />
        </Switch>
      ))}
      {STEPS.map(([name, Icon, act]) => (
        <ActionIcon key={name} {...named(t(`notes.do_${name}`))} onClick={() => act(editor)}>
          <Icon size={18} aria-hidden="true" />
        </ActionIcon>
      ))}
      <ActionIcon data-link {...named(t("notes.do_link"))} onClick={() => setLinking(true)}>
        <IconLink size={18} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon {...named(t("notes.task_make"))} onClick={makeItem}>
        <IconListCheck size={18} aria-hidden="true" />
      </ActionIcon>
      <TableMenu editor={editor} isEnabled={isEnabled} />
      {isLinking ? <LinkDialog editor={editor} onClose={() => setLinking(false)} /> : null}
    </>
  );
}

interface SwitchProps {
  editor: Editor;
  mark: string;
  named: object;
  act: (editor: Editor) => void;
  children: React.ReactNode;
}

/** A button that is pressed while the caret is in what it makes. */
function Switch({ editor, mark, named, act, children }: SwitchProps) {
  const isOn = useActive(editor, mark);
  return (
    <ActionIcon {...named} aria-pressed={isOn} variant={isOn ? "light" : undefined} onClick={() => act(editor)}>
      {children}
    </ActionIcon>
  );
}

/** Over chosen words Ctrl+K asks for their address; everywhere else it is the key of the palette. */
function useLinkKey(editor: Editor, open: () => void): void {
  const latest = useRef(open);
  useEffect(() => {
    latest.current = open;
  });
  useEffect(() => {
    const { dom } = editor.view;
    const press = (event: KeyboardEvent) => {
      const isKey = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k";
      if (!isKey || !editor.isEditable || (editor.state.selection.empty && !editor.isActive("link"))) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current();
    };
    dom.addEventListener("keydown", press);
    return () => dom.removeEventListener("keydown", press);
  }, [editor]);
}
