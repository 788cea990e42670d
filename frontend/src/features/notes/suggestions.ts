import type { Editor, Range } from "@tiptap/core";
import { Extension } from "@tiptap/core";
import { type EditorState, PluginKey } from "@tiptap/pm/state";
import { Suggestion, type SuggestionOptions, type SuggestionProps } from "@tiptap/suggestion";
import { PersonMention } from "@/features/notes/extensions";

/** One line of a menu that opens while typing. */
export interface Choice {
  id: string;
  label: string;
  act: (editor: Editor, range: Range) => void;
}

/** The menu as it is on screen; null when none is open. */
export interface OpenMenu {
  kind: "slash" | "mention";
  choices: Choice[];
  place: DOMRect | null;
  pick: (choice: Choice) => void;
}

export interface MenuHost {
  show: (menu: OpenMenu | null) => void;
  /** Returns true when the open menu used the key. */
  press: (event: KeyboardEvent) => boolean;
  slash: (query: string) => Choice[];
  people: (query: string) => Choice[];
}

function renderInto(host: MenuHost, kind: OpenMenu["kind"]): SuggestionOptions<Choice>["render"] {
  const show = (props: SuggestionProps<Choice>) =>
    host.show({
      kind,
      choices: props.items,
      place: props.clientRect?.() ?? null,
      pick: (choice) => props.command(choice),
    });
  return () => ({
    onStart: show,
    onUpdate: show,
    onKeyDown: ({ event }) => host.press(event),
    onExit: () => host.show(null),
  });
}

/** Inside a word, a number or an address a sign is what it is: 11/25, and/or, a@b. */
function isFree(state: EditorState, from: number): boolean {
  const at = state.doc.resolve(from);
  const before = at.parent.textBetween(Math.max(0, at.parentOffset - 1), at.parentOffset, "\n", "\n");
  return !/[\w:/.]/.test(before);
}

/** The key of the slash gives this sign while a Chinese input method is on; in a text it only separates. */
const CHINESE_SLASH = "\u3001";
const SLASHES = [
  { name: "slashMenu", char: "/", allow: isFree },
  { name: "chineseSlashMenu", char: CHINESE_SLASH, allow: (state: EditorState, from: number) => state.doc.resolve(from).parentOffset === 0 },
];

/** A slash between words opens the list of blocks, and at the beginning of a line what stands on its key in Chinese. */
export function slashMenu(host: MenuHost) {
  return Extension.create({
    name: "slashMenu",
    addProseMirrorPlugins() {
      return SLASHES.map(({ name, char, allow }) =>
        Suggestion<Choice>({
          editor: this.editor,
          pluginKey: new PluginKey(name),
          char,
          allowedPrefixes: null,
          allow: ({ state, range }) => allow(state, range.from),
          items: ({ query }) => host.slash(query),
          command: ({ editor, range, props }) => props.act(editor, range),
          render: renderInto(host, "slash") ?? (() => ({})),
        }),
      );
    },
  });
}

/** An at sign between words opens the list of people. */
export function mentions(host: MenuHost) {
  return PersonMention.configure({
    HTMLAttributes: { class: "mention" },
    suggestion: {
      char: "@",
      allowedPrefixes: null,
      allow: ({ state, range }: { state: EditorState; range: Range }) => isFree(state, range.from),
      items: ({ query }: { query: string }) => host.people(query),
      command: ({ editor, range, props }: { editor: Editor; range: Range; props: unknown }) =>
        (props as Choice).act(editor, range),
      render: renderInto(host, "mention") as never,
    },
  });
}
