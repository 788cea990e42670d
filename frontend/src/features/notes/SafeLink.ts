import { InputRule, Mark, markPasteRule } from "@tiptap/core";

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
  addPasteRules() {
    return [markPasteRule({ find: PASTED, type: this.type, getAttributes: ([address]) => ({ href: address }) })];
  },
});
