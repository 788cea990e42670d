import type { Editor } from "@tiptap/core";
import type { Node as TextNode } from "@tiptap/pm/model";

/** What a note says, a line for each block, as the server says it: an editor's own text has empty lines for every list. */
export function plainOf({ state }: Editor): string {
  const lines: string[] = [];
  state.doc.descendants((block) => {
    if (block.isTextblock) lines.push(lineOf(block));
    return !block.isTextblock;
  });
  return lines.join("\n");
}

/** One line's words: mentions with their sign. */
export function lineOf(block: TextNode): string {
  let words = "";
  block.forEach((child) => {
    if (child.isText) words += child.text ?? "";
    else if (child.type.name === "mention") words += `@${String(child.attrs.label ?? "")}`;
    else words += "\n";
  });
  return words;
}
