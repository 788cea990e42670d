import type { Editor } from "@tiptap/core";
import { useCallback, useSyncExternalStore } from "react";

/** Whether the caret or the chosen words are inside a mark or block, as it changes. */
export function useActive(editor: Editor, name: string): boolean {
  const watch = useCallback(
    (changed: () => void) => {
      editor.on("transaction", changed);
      return () => {
        editor.off("transaction", changed);
      };
    },
    [editor],
  );
  return useSyncExternalStore(watch, () => editor.isActive(name));
}
