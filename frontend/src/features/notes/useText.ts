import type { Editor } from "@tiptap/core";
import { useEffect, useState } from "react";
import { plainOf } from "@/features/notes/plain";

const PAUSE = 250;

/** What a note says, kept up with whoever types; read some times a second at most, for it costs what it is long. */
export function useText(editor: Editor): string {
  const [text, setText] = useState(() => plainOf(editor));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changed = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setText(plainOf(editor));
      }, PAUSE);
    };
    editor.on("update", changed);
    return () => {
      clearTimeout(timer);
      editor.off("update", changed);
    };
  }, [editor]);
  return text;
}
