import type { Editor, Range } from "@tiptap/core";
import { Extension } from "@tiptap/core";
import { PluginKey } from "@tiptap/pm/state";
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

/** A slash anywhere opens the list of blocks. */
export function slashMenu(host: MenuHost) {
  return Extension.create({
    name: "slashMenu",
    addProseMirrorPlugins() {
      return [
        Suggestion<Choice>({
          editor: this.editor,
          pluginKey: new PluginKey("slashMenu"),
          char: "/",
          allowedPrefixes: null,
          items: ({ query }) => host.slash(query),
          command: ({ editor, range, props }) => props.act(editor, range),
          render: renderInto(host, "slash") ?? (() => ({})),
        }),
      ];
    },
  });
}

/** An at sign anywhere opens the list of people. */
export function mentions(host: MenuHost) {
  return PersonMention.configure({
    HTMLAttributes: { class: "mention" },
    suggestion: {
      char: "@",
      allowedPrefixes: null,
      items: ({ query }: { query: string }) => host.people(query),
      command: ({ editor, range, props }: { editor: Editor; range: Range; props: unknown }) =>
        (props as Choice).act(editor, range),
      render: renderInto(host, "mention") as never,
    },
  });
}
