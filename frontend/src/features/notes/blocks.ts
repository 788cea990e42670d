import type { Editor, Range } from "@tiptap/core";
import { inText } from "@/features/notes/inText";
import type { Choice } from "@/features/notes/suggestions";
import type { Person } from "@/api/types";
import { newId } from "@/lib/id";
import type { Say } from "@/ui/useWords";

type Chain = ReturnType<Editor["chain"]>;

const BLOCKS = {
  heading: (chain: Chain) => chain.setHeading({ level: 2 }),
  subheading: (chain: Chain) => chain.setHeading({ level: 3 }),
  tasks: (chain: Chain) => chain.toggleTaskList(),
  bullets: (chain: Chain) => chain.toggleBulletList(),
  numbers: (chain: Chain) => chain.toggleOrderedList(),
  table: (chain: Chain) =>
    chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }).command(({ tr, state }) => {
      // Under a table that the text ends with nobody could write on.
      if (tr.doc.lastChild?.type.name === "table") tr.insert(tr.doc.content.size, state.schema.nodes.paragraph?.create() ?? []);
      return true;
    }),
  quote: (chain: Chain) => chain.toggleBlockquote(),
  rule: (chain: Chain) => chain.setHorizontalRule(),
} as const;

/** What people type for a block besides its name: first letters in Pinyin, and what other editors call it. */
const ALIASES: Record<Block, string> = {
  heading: "bt h2",
  subheading: "xbt h3",
  tasks: "rw rwlb todo",
  bullets: "xm xmlb ul",
  numbers: "bh bhlb ol",
  table: "bg",
  quote: "yy",
  rule: "fgx hr",
};

export type Block = keyof typeof BLOCKS;
export const BLOCK_NAMES = Object.keys(BLOCKS) as Block[];

export function insertBlock(editor: Editor, block: Block, range?: Range): void {
  const chain = inText(editor);
  BLOCKS[block](range ? chain.deleteRange(range) : chain).run();
}

/** The blocks whose name in the reader's language, or code, holds what was typed. */
export function blockChoices(query: string, t: Say): Choice[] {
  const wanted = query.toLowerCase();
  return BLOCK_NAMES.map((block) => ({ block, label: t(`notes.block_${block}`) }))
    .filter(({ block, label }) => isMeant(block, label.toLowerCase(), wanted))
    .map(({ block, label }) => ({ id: block, label, act: (editor, range) => insertBlock(editor, block, range) }));
}

function isMeant(block: Block, label: string, wanted: string): boolean {
  return block.includes(wanted) || label.includes(wanted) || ALIASES[block].split(" ").some((alias) => alias.startsWith(wanted));
}

const MOST_PEOPLE = 8;

/** People whose name holds what was typed, those of the room first: others are named, but told nothing. */
export function personChoices(query: string, people: Person[], members: readonly number[], t: Say): Choice[] {
  const wanted = query.toLowerCase();
  return people
    .filter(({ is_active, name }) => is_active && name.toLowerCase().includes(wanted))
    .toSorted((a, b) => Number(members.includes(b.id)) - Number(members.includes(a.id)))
    .slice(0, MOST_PEOPLE)
    .map(({ id, name }) => ({
      id: String(id),
      label: members.includes(id) ? name : t("notes.not_in_room", { name }),
      act: (editor, range) => {
        const mention = { type: "mention", attrs: { id: String(id), label: name, key: newId() } };
        inText(editor).insertContentAt(range, [mention, { type: "text", text: " " }]).run();
      },
    }));
}
