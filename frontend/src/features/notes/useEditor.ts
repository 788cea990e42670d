import { Editor, type EditorOptions } from "@tiptap/core";
import { type RefObject, useEffect, useRef, useState } from "react";

/** Puts an editor on the page for as long as the caller is there; its settings are those of the first drawing. */
export function useEditor(settings: () => Partial<EditorOptions>): {
  editor: Editor | null;
  place: RefObject<HTMLDivElement | null>;
} {
  const place = useRef<HTMLDivElement>(null);
  const first = useRef(settings);
  const [editor, setEditor] = useState<Editor | null>(null);
  useEffect(() => {
    const made = new Editor({ ...first.current(), element: place.current });
    setEditor(made);
    return () => {
      setEditor(null);
      made.destroy();
    };
  }, []);
  return { editor, place };
}
