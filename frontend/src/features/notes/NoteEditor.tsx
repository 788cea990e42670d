import type { Editor } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { CollaborationCaret } from "@tiptap/extension-collaboration-caret";
import { Placeholder } from "@tiptap/extensions";
import { useEffect, useLayoutEffect, useState } from "react";
import { useMe } from "@/api/session";
import type { Note } from "@/api/types";
import { FIELD, content } from "@/features/notes/extensions";
import { pasted } from "@/features/notes/pasted";
import { plainOf } from "@/features/notes/plain";
import styles from "@/features/notes/NoteEditor.module.css";
import type { NoteProvider } from "@/features/notes/provider";
import { NoteStatus } from "@/features/notes/NoteStatus";
import { NoteToolbar } from "@/features/notes/NoteToolbar";
import { mentions, slashMenu } from "@/features/notes/suggestions";
import { writeBelow } from "@/features/notes/tableKeys";
import { TypingMenu } from "@/features/notes/TypingMenu";
import { type OpenNote, useNote, useNoteState } from "@/features/notes/useNote";
import { type Around, useTasks } from "@/features/notes/useTasks";
import { useEditor } from "@/features/notes/useEditor";
import { useTypingMenu } from "@/features/notes/useTypingMenu";
import { rescue } from "@/lib/rescued";
import { Loading } from "@/ui/Loading";
import { useWords } from "@/ui/useWords";

const COMPOSED = 40;
const FOCUS_BACK = 100;

interface Props {
  note: Note;
  around: Around;
  /** It was begun here just now: its writer goes on in the text. */
  isBegun: boolean;
}

/** A note as it is written by everybody at once. */
export function NoteEditor(props: Props) {
  const [life, setLife] = useState(0);
  return <Opening key={life} {...props} onRenewed={() => setLife(life + 1)} />;
}

function Opening({ note, around, isBegun, onRenewed }: Props & { onRenewed: () => void }) {
  const me = useMe();
  const opened = useNote(note.id, me.id);
  const renew = () => void opened?.giveUp().then(onRenewed);
  return opened ? <Writing key={note.id} note={note} isBegun={isBegun} opened={opened} around={around} renew={renew} /> : <Loading />;
}

function Writing({ note, opened, around, isBegun, renew }: Props & { opened: OpenNote; renew: () => void }) {
  const { t } = useWords();
  const { doc, provider } = opened;
  const state = useNoteState(provider);
  const { host, menu, chosen } = useTypingMenu(around.members);
  const tasks = useTasks(note, provider, around);
  const isOpen = state.saved !== "opening" && state.canWrite;
  const { editor, place } = useEditor(() => ({
      injectCSS: false,
      editable: false,
      extensions: [
        ...content(tasks.host),
        Placeholder.configure({ placeholder: t("notes.placeholder") }),
        slashMenu(host),
        mentions(host),
        Collaboration.configure({ document: doc, field: FIELD }),
        CollaborationCaret.configure({ provider, user: {}, render: caret }),
      ],
      editorProps: {
        transformPastedHTML: pasted,
        attributes: { class: "note-text", role: "textbox", "aria-multiline": "true", "aria-label": t("notes.text") },
      },
  }));
  useEffect(() => {
    editor?.setEditable(isOpen, false);
  }, [editor, isOpen]);
  useLeaving(opened);
  useFirstLine(editor, isBegun && isOpen);
  useWritingBelow(editor);
  useComposing(editor, provider);
  useRescue(editor, provider, note.deal_id);
  return (
    <div className={styles.editor} data-saved={state.saved} data-can-write={isOpen}>
      <div className={styles.tools}>{editor ? <NoteToolbar editor={editor} isEnabled={isOpen} note={note} state={state} host={tasks.host} /> : null}</div>
      <NoteStatus renew={renew} state={state} provider={provider} text={() => (editor ? plainOf(editor) : "")} />
      <div className={styles.sheet} data-sheet>
        {state.saved === "opening" ? <Loading /> : null}
        <div ref={place} className={styles.text} hidden={state.saved === "opening"} />
      </div>
      {tasks.dialog}
      {menu ? <TypingMenu menu={menu} chosen={chosen} /> : null}
    </div>
  );
}

/** Puts the caret at the end of the first line that is no heading. */
function useFirstLine(editor: Editor | null, isWanted: boolean): void {
  useEffect(() => {
    if (!editor || !isWanted) return undefined;
    // The dialog it was begun in gives the focus back first.
    const timer = setTimeout(() => {
      let place = -1;
      editor.state.doc.forEach((block, at) => {
        if (place < 0 && block.type.name === "paragraph") place = at + block.nodeSize - 1;
      });
      editor.commands.focus(place < 0 ? "end" : place);
    }, FOCUS_BACK);
    return () => clearTimeout(timer);
  }, [editor, isWanted]);
}

/** A click on the empty sheet under the text goes on writing there. */
function useWritingBelow(editor: Editor | null): void {
  useEffect(() => {
    const sheet = editor?.view.dom.closest<HTMLElement>("[data-sheet]");
    if (!editor || !sheet) return undefined;
    const press = (event: MouseEvent) => {
      const { dom } = editor.view;
      const bottom = dom.lastElementChild?.getBoundingClientRect().bottom ?? 0;
      const isBlank = event.target === sheet || event.target === dom;
      if (!editor.isEditable || event.button !== 0 || !isBlank || event.clientY <= bottom) return;
      event.preventDefault();
      writeBelow(editor);
    };
    sheet.addEventListener("mousedown", press, true);
    return () => sheet.removeEventListener("mousedown", press, true);
  }, [editor]);
}

/** Lets what others write wait while an input method composes a word. */
function useComposing(editor: Editor | null, provider: NoteProvider): void {
  useEffect(() => {
    if (!editor) return undefined;
    const { view } = editor;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = () => {
      clearTimeout(timer);
      provider.hold(true);
    };
    // The editor takes the word up a moment after the browser says that it is composed.
    const end = () => {
      clearTimeout(timer);
      timer = setTimeout(() => (view.composing ? end() : provider.hold(false)), COMPOSED);
    };
    const { dom } = view;
    dom.addEventListener("compositionstart", begin);
    dom.addEventListener("compositionend", end);
    dom.addEventListener("blur", end);
    return () => {
      clearTimeout(timer);
      dom.removeEventListener("compositionstart", begin);
      dom.removeEventListener("compositionend", end);
      dom.removeEventListener("blur", end);
    };
  }, [editor, provider]);
}

/** Keeps for copying what somebody was writing when the note is taken away from them. */
function useRescue(editor: Editor | null, provider: NoteProvider, room: number): void {
  // Before the paint, for the editor is gone when other effects are cleaned up.
  useLayoutEffect(
    () => () => {
      if (editor && provider.isWriting) rescue(room, plainOf(editor));
    },
    [editor, provider, room],
  );
}

/** Asks before the tab is closed over something that no disk has. */
function useLeaving({ provider }: OpenNote): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (provider.isUnsaved) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [provider]);
}

/** Names and colours of carets come from the server; they are text, never markup. */
function caret(user: Record<string, unknown>): HTMLElement {
  const line = document.createElement("span");
  const label = document.createElement("span");
  const color = typeof user.color === "string" && /^#[0-9a-f]{6}$/.test(user.color) ? user.color : "#4b5563";
  line.className = "note-caret";
  line.style.borderColor = color;
  label.className = "note-caret-name";
  label.style.backgroundColor = color;
  label.textContent = typeof user.name === "string" ? user.name : "";
  line.append(label);
  return line;
}
