import { InputRule, Mark, markPasteRule } from "@tiptap/core";
import type { MarkType } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

const SAFE = /^(?:https?:\/\/|mailto:)[^\s<>]+$/i;
const TYPED = /(?:^|\s)((?:https?:\/\/|mailto:)[^\s<>]+)\s$/i;
const PASTED = /(?:https?:\/\/|mailto:)[^\s<>]+/gi;

/** Addresses that a note may point to: the web and mail, nothing that runs. */
export function isSafeLink(address: unknown): address is string {
  return typeof address === "string" && SAFE.test(address);
}

/** A link whose address is checked whenever it is drawn: what stands in a note's bytes is not trusted. */
export const SafeLink = Mark.create({
  name: "link",
  priority: 1_000,
  inclusive: false,
  addAttributes() {
    return { href: { default: null } };
  },
  parseHTML() {
    return [{ tag: "a[href]", getAttrs: (element) => (isSafeLink(element.getAttribute("href")) ? null : false) }];
  },
  renderHTML({ HTMLAttributes: { href } }) {
    if (!isSafeLink(href)) return ["span", 0];
    return ["a", { href, rel: "noopener noreferrer nofollow", target: "_blank" }, 0];
  },
  addInputRules() {
    return [
      new InputRule({
        find: TYPED,
        handler: ({ state, range, match }) => {
          const [whole, address = ""] = match;
          const from = range.from + whole.indexOf(address);
          state.tr.addMark(from, from + address.length, this.type.create({ href: address }));
          state.tr.insertText(" ", range.to).removeStoredMark(this.type);
        },
      }),
    ];
  },
  addProseMirrorPlugins() {
    const { type } = this;
    return [new Plugin({ props: { handleClick: (view, _, event) => follow(view, event), handlePaste: (view, event) => cover(view, event, type) } })];
  },
  addPasteRules() {
    return [markPasteRule({ find: PASTED, type: this.type, getAttributes: ([address]) => ({ href: address }) })];
  },
});

/** A click on a link opens it, as it does in a text that is only read. */
function follow(view: EditorView, event: MouseEvent): boolean {
  const href = event.target instanceof Element ? event.target.closest("a[href]")?.getAttribute("href") : null;
  if (!view.editable || event.button !== 0 || event.shiftKey || !isSafeLink(href)) return false;
  window.open(href, "_blank", "noopener,noreferrer");
  return true;
}

/** An address that is pasted over chosen words becomes theirs; it does not replace them. */
function cover(view: EditorView, event: ClipboardEvent, type: MarkType): boolean {
  const { selection, tr } = view.state;
  const address = event.clipboardData?.getData("text/plain").trim();
  if (selection.empty || !isSafeLink(address) || !selection.$from.sameParent(selection.$to)) return false;
  if (!selection.$from.parent.type.allowsMarkType(type)) return false;
  view.dispatch(tr.addMark(selection.from, selection.to, type.create({ href: address })).removeStoredMark(type));
  return true;
}
