import type { AnyExtension } from "@tiptap/core";
import { Blockquote } from "@tiptap/extension-blockquote";
import { Bold } from "@tiptap/extension-bold";
import { Code } from "@tiptap/extension-code";
import { CodeBlock } from "@tiptap/extension-code-block";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { HorizontalRule } from "@tiptap/extension-horizontal-rule";
import { Italic } from "@tiptap/extension-italic";
import { BulletList, ListItem, ListKeymap, OrderedList, TaskList } from "@tiptap/extension-list";
import { Mention } from "@tiptap/extension-mention";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Strike } from "@tiptap/extension-strike";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { Text } from "@tiptap/extension-text";
import { SafeLink } from "@/features/notes/SafeLink";
import { TableKeys } from "@/features/notes/tableKeys";
import { type TaskHost, TaskLine } from "@/features/notes/TaskLine";

/** The name of the shared text inside the document; the server writes first content under it. */
export const FIELD = "prosemirror";
/** Everything a note may hold: whatever else stands in its bytes is not drawn. */
export function content(host: TaskHost): AnyExtension[] {
  return [
    Document,
    Paragraph,
    Text,
    Heading.configure({ levels: [1, 2, 3] }),
    Bold,
    Italic,
    Strike,
    Code,
    CodeBlock,
    Blockquote,
    HardBreak,
    HorizontalRule,
    BulletList,
    OrderedList,
    ListItem,
    ListKeymap,
    TaskList,
    TaskLine.configure({
      nested: true,
      host,
      a11y: { checkboxLabel: (node) => `${host.words().box}: ${node.textContent}` },
    }),
    Table.configure({ resizable: false }),
    TableRow,
    TableHeader,
    TableCell,
    TableKeys,
    SafeLink,
  ];
}

/** A name of a person inside a text; the key tells apart several mentions of one person, so that each is told once. */
export const PersonMention = Mention.extend({
  addAttributes() {
    const key = {
      default: null,
      parseHTML: (element: HTMLElement) => element.getAttribute("data-key"),
      renderHTML: ({ key: said }: { key?: unknown }) => (typeof said === "string" ? { "data-key": said } : {}),
    };
    return { ...this.parent?.(), key };
  },
});
