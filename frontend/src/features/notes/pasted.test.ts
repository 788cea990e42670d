// @vitest-environment happy-dom
/** What was copied elsewhere becomes what a note can hold. */
import { Editor, type JSONContent } from "@tiptap/core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PersonMention, content } from "@/features/notes/extensions";
import { pasted as cleaned } from "@/features/notes/pasted";
import { WORD_HTML } from "@/testing/word";

const host = { words: () => ({ box: "task", make: "make", made: "made" }), make: () => undefined, show: () => undefined };
let editor: Editor;

beforeEach(() => {
  const element = document.createElement("div");
  document.body.append(element);
  editor = new Editor({
    element,
    injectCSS: false,
    extensions: [...content(host), PersonMention],
    editorProps: { transformPastedHTML: cleaned },
  });
});

afterEach(() => editor.destroy());

/** The document as nested names and words: attributes only where they mean something. */
function outline(node: JSONContent): unknown {
  const { type, text, attrs = {}, content: inner, marks } = node;
  if (type === "text") return marks?.length ? `${marks.map((mark) => mark.type).join("+")}:${text}` : text;
  const told = ["level", "colspan", "rowspan", "checked"].filter((name) => attrs[name] !== undefined && attrs[name] !== 1);
  const name = [type, ...told.map((each) => `${each}=${attrs[each]}`)].join(" ");
  return inner?.length ? [name, ...inner.map(outline)] : name;
}

function pasted(html: string): unknown[] {
  editor.commands.clearContent();
  editor.view.pasteHTML(html, new Event("paste") as ClipboardEvent);
  return (editor.getJSON().content ?? []).map(outline);
}

function line(level: number, marker: string, words: string): string {
  return `<p class=MsoListParagraph style='mso-list:l1 level${level} lfo2'><span style='mso-list:Ignore'>${marker}</span>${words}</p>`;
}

test("headings, marks and lines of Word's text arrive without its styles", () => {
  const found = pasted(WORD_HTML);

  expect(found.slice(0, 3)).toEqual([
    ["heading", "拜访纪要"],
    ["heading level=2", "客户要什么"],
    ["paragraph", "老系统三年内换完，先保生产不停；", "bold:预算", " 1280 ", "bold:万"],
  ]);
  expect(editor.getHTML()).not.toMatch(/mso|Mso|o:p|font-family|批注/);
});

test("lists that Word makes of paragraphs are lists again, nested and numbered", () => {
  const found = pasted(WORD_HTML);

  expect(found[3]).toEqual([
    "bulletList",
    [
      "listItem",
      ["paragraph", "数据留在本地"],
      ["orderedList", ["listItem", ["paragraph", "审计可查"]], ["listItem", ["paragraph", "备份两份"]]],
    ],
    ["listItem", ["paragraph", "四套系统并一套"]],
  ]);
});

test("tables keep their head, joined cells, and several lines in a cell", () => {
  const found = pasted(WORD_HTML);

  expect(found[4]).toEqual([
    "table",
    ["tableRow", ["tableHeader colspan=2", ["paragraph", "bold:阶段"]], ["tableHeader", ["paragraph", "负责|R"]]],
    [
      "tableRow",
      ["tableCell rowspan=2", ["paragraph", "KD1.1"]],
      ["tableCell", ["paragraph", "线索"], ["paragraph", "second line"]],
      ["tableCell", ["paragraph", "王总"]],
    ],
    ["tableRow", ["tableCell", ["paragraph", "立项"]], ["tableCell", "paragraph"]],
  ]);
});

test("drawn boxes are tasks, and links that are no web or mail address are words", () => {
  const found = pasted(WORD_HTML);

  expect(found.slice(5)).toEqual([
    [
      "taskList",
      ["taskItem checked=false", ["paragraph", "发会议纪要"]],
      ["taskItem checked=true", ["paragraph", "约机房"]],
    ],
    ["paragraph", "link:标书", " 本机"],
  ]);
});

test("a list that begins later keeps its number, and one that skips levels loses nothing", () => {
  pasted(line(1, "3.", "three") + line(3, "·", "deep") + line(2, "·", "middle") + line(1, "4.", "four"));

  expect(editor.getJSON().content?.[0]).toMatchObject({ type: "orderedList", attrs: { start: 3 } });
  expect(editor.getText()).toMatch(/three\s+deep\s+middle\s+four/);
});

test("styles of other pages are bold and italic, or nothing", () => {
  const found = pasted(
    '<b style="font-weight:normal"><p style="color:red">words <span style="font-weight:700;font-style: italic">both</span></p></b>' +
      "<style>p{position:fixed}</style><ul><li>a style=b</li></ul>",
  );

  expect(found).toEqual([
    ["paragraph", "words ", expect.stringMatching(/^(bold\+italic|italic\+bold):both$/)],
    ["bulletList", ["listItem", ["paragraph", "a style=b"]]],
  ]);
});

test("a pasted task forgets the line of another note, and a pasted mention keeps its key", () => {
  editor.commands.setContent({
    type: "doc",
    content: [
      {
        type: "taskList",
        content: [
          {
            type: "taskItem",
            attrs: { checked: true, item: 7, node: 3 },
            content: [{ type: "paragraph", content: [{ type: "mention", attrs: { id: "4", label: "王", key: "k" } }] }],
          },
        ],
      },
    ],
  });

  pasted(editor.getHTML());

  const task = (editor.getJSON() as JSONContent).content?.[0]?.content?.[0];
  expect(task?.attrs).toMatchObject({ checked: true, item: null, node: null });
  expect(task?.content?.[0]?.content?.[0]?.attrs).toMatchObject({ id: "4", label: "王", key: "k" });
});
