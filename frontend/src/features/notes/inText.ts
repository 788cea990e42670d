import type { ChainedCommands, Editor } from "@tiptap/core";

/**
 * Begins a change that is asked for beside the text, which has the focus from now on: the editor's own comes a frame later,
 * and the next key would be lost.
 */
export function inText(editor: Editor): ChainedCommands {
  editor.view.focus();
  return editor.chain().scrollIntoView();
}
