import { Collaboration } from "@tiptap/extension-collaboration";
import * as Y from "yjs";
import { FIELD, PersonMention, content } from "@/features/notes/extensions";
import styles from "@/features/notes/NoteEditor.module.css";
import type { TaskHost } from "@/features/notes/TaskLine";
import { useEditor } from "@/features/notes/useEditor";
import { useWords } from "@/ui/useWords";

interface Props {
  /** The version's bytes in base64. */
  state: string;
  host: TaskHost;
}

/** A version as it looked, to read only: a copy of its own that nobody else has. */
export function VersionText({ state, host }: Props) {
  const { t } = useWords();
  const { place } = useEditor(() => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Uint8Array.from(atob(state), (sign) => sign.charCodeAt(0)));
    return {
      injectCSS: false,
      editable: false,
      extensions: [
        ...content(host),
        PersonMention.configure({ HTMLAttributes: { class: "mention" } }),
        Collaboration.configure({ document: doc, field: FIELD }),
      ],
      editorProps: {
        attributes: { class: "note-text", role: "document", tabindex: "0", "aria-label": t("notes.view_preview") },
      },
    };
  });
  return (
    <div className={styles.editor} data-can-write="false" data-preview>
      <div ref={place} className={`${styles.text ?? ""} ${styles.preview ?? ""}`} />
    </div>
  );
}
