import { type Editor, Extension } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { inText } from "@/features/notes/inText";

/** Blocks that a caret cannot leave by itself when nothing follows them. */
const CLOSED = ["table", "codeBlock", "blockquote", "horizontalRule"];

/** Arrows lead out of a table that the text begins or ends with: a line is made where there is none. */
export const TableKeys = Extension.create({
  name: "tableKeys",
  priority: 1_000,
  addKeyboardShortcuts() {
    return {
      ArrowUp: ({ editor }) => leaveTable(editor, "up"),
      ArrowDown: ({ editor }) => leaveTable(editor, "down"),
    };
  },
});

function leaveTable(editor: Editor, way: "up" | "down"): boolean {
  const { state, view } = editor;
  const { $head, empty } = state.selection;
  // The text, a table, its row, its cell, and the block with the caret.
  if (!empty || $head.depth < 4 || $head.node(1).type.name !== "table") return false;
  const isEdge = [0, 1, 3].every((depth) => $head.index(depth) === (way === "up" ? 0 : $head.node(depth).childCount - 1));
  if (!isEdge || !view.endOfTextblock(way)) return false;
  writeAt(editor, way === "up" ? 0 : state.doc.content.size);
  return true;
}

/** Puts the caret under the text, on a line of its own where the last block would not let it out. */
export function writeBelow(editor: Editor): void {
  const { doc } = editor.state;
  // The editor's own focus comes a moment later, and the first letter would be lost.
  editor.view.focus();
  if (CLOSED.includes(doc.lastChild?.type.name ?? "")) writeAt(editor, doc.content.size);
  else editor.commands.focus("end");
}

function writeAt(editor: Editor, place: number): void {
  inText(editor)
    .command(({ tr, state }) => {
      tr.insert(place, state.schema.nodes.paragraph?.create() ?? []);
      tr.setSelection(TextSelection.create(tr.doc, place + 1)).scrollIntoView();
      return true;
    })
    .run();
}
