/**
 * What others put on the clipboard, as plain HTML. Styles are read under another name: the page's content security
 * policy blocks them wherever HTML is parsed, and a note shows none but bold and italic. Word adds office elements
 * and lists made of paragraphs.
 */

const WORD = /class="?Mso|\bmso-|urn:schemas-microsoft-com:office/i;
const LIST = /mso-list:\s*l\d+\s+level(\d+)/i;
const IGNORED = /mso-list:\s*ignore/i;
const NUMBER = /^[(\uff08]?(\d+|[a-z]{1,4}|[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e]+)[.)\uff09\uff0e\u3001:]$/i;
const BOX = /^\s*([☐☑☒])\s*/;
const WRAPPED = /(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])\s*[\r\n]+\s*(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])/g;
const STYLE = "data-styled";
const TAG = /<[a-z][^>]*>/gi;
const SHEET = /<style[\s>][\s\S]*?<\/style>/gi;
const NOISE = `script, meta, link, title, xml, colgroup, [${STYLE}*="display:none"]`;
const BLOCKS: Record<string, string> = { H4: "h3", H5: "h3", H6: "h3" };
const CLASSES: Record<string, string> = { MsoTitle: "h1", MsoSubtitle: "h2" };

export function pasted(html: string): string {
  const muted = html.replaceAll(SHEET, "").replaceAll(TAG, (tag) => tag.replaceAll(/\sstyle\s*=/gi, ` ${STYLE}=`));
  const { body } = new DOMParser().parseFromString(muted, "text/html");
  for (const each of body.querySelectorAll(NOISE)) each.remove();
  if (WORD.test(html)) {
    clean(body);
    rename(body);
    makeLists(body);
    makeTasks(body);
  }
  weigh(body);
  return body.innerHTML;
}

/** Takes comments and office elements out, and joins Chinese lines that were only wrapped in the source. */
function clean(parent: Node): void {
  // Copied: the list itself shrinks while it is walked.
  const children = [...parent.childNodes];
  for (const child of children) {
    if (child.nodeType === Node.COMMENT_NODE) child.remove();
    else if (child.nodeType === Node.TEXT_NODE) child.textContent = (child.textContent ?? "").replaceAll(WRAPPED, "");
    else if (child instanceof Element) {
      clean(child);
      // Smart tags hold words of the text; an o:p or a drawing holds none.
      if (/^[ov]:/i.test(child.tagName)) child.remove();
      else if (child.tagName.includes(":")) child.replaceWith(...child.childNodes);
    }
  }
}

function rename(body: Element): void {
  for (const each of body.querySelectorAll("h4, h5, h6, p.MsoTitle, p.MsoSubtitle, thead td")) {
    const named = each.matches("td") ? "th" : (CLASSES[each.className] ?? BLOCKS[each.tagName] ?? "p");
    const made = body.ownerDocument.createElement(named);
    for (const name of ["colspan", "rowspan"]) if (each.hasAttribute(name)) made.setAttribute(name, each.getAttribute(name) ?? "");
    made.append(...each.childNodes);
    each.replaceWith(made);
  }
}

interface Line {
  level: number;
  marker: string;
}

/** What Word says of a paragraph that is a line of a list; its drawn bullet or number is taken out. */
function lineOf(element: Element): Line | null {
  const level = LIST.exec(element.getAttribute(STYLE) ?? "")?.[1];
  if (level === undefined) return null;
  const drawn = [...element.querySelectorAll("span")].find((span) => IGNORED.test(span.getAttribute(STYLE) ?? ""));
  const marker = (drawn?.textContent ?? "").replaceAll(/\s/g, "");
  drawn?.remove();
  return { level: Number(level), marker };
}

function makeLists(parent: Element): void {
  let open: { list: Element; level: number }[] = [];
  const children = [...parent.children];
  for (const child of children) {
    const line = lineOf(child);
    if (line) open = put(child, line, open);
    else {
      open = [];
      makeLists(child);
    }
  }
}

/** Moves a paragraph into the list of its level, which is begun inside the last line of the level above. */
function put(paragraph: Element, line: Line, open: { list: Element; level: number }[]): typeof open {
  const path = open.filter(({ level }) => level <= line.level);
  const last = path.at(-1);
  const document = paragraph.ownerDocument;
  if (last?.level !== line.level) {
    const list = document.createElement(NUMBER.test(line.marker) ? "ol" : "ul");
    const first = Number.parseInt(line.marker, 10);
    if (list.tagName === "OL" && first > 1) list.setAttribute("start", String(first));
    if (last) (last.list.lastElementChild ?? last.list).append(list);
    else paragraph.before(list);
    path.push({ list, level: line.level });
  }
  const item = document.createElement("li");
  path.at(-1)?.list.append(item);
  item.append(paragraph);
  return path;
}

/** Paragraphs that begin with a drawn box are tasks. */
function makeTasks(body: Element): void {
  for (const paragraph of body.querySelectorAll("p")) {
    const box = BOX.exec(paragraph.textContent ?? "")?.[1];
    if (box === undefined || paragraph.closest("li, td, th")) continue;
    unbox(paragraph);
    const before = paragraph.previousElementSibling;
    const isNext = before?.getAttribute("data-type") === "taskList";
    const list = isNext ? before : body.ownerDocument.createElement("ul");
    list.setAttribute("data-type", "taskList");
    if (!isNext) paragraph.before(list);
    const item = body.ownerDocument.createElement("li");
    item.setAttribute("data-type", "taskItem");
    item.setAttribute("data-checked", String(box !== "☐"));
    list.append(item);
    item.append(paragraph);
  }
}

function unbox(parent: Node): boolean {
  for (const child of parent.childNodes) {
    const text = child.textContent ?? "";
    if (text.trim() === "") continue;
    if (child.nodeType === Node.TEXT_NODE) {
      child.textContent = text.replace(BOX, "");
      return true;
    }
    return unbox(child);
  }
  return false;
}

/** Says bold and italic by elements; nothing else of the styles stays. */
function weigh(body: Element): void {
  for (const each of body.querySelectorAll(`[${STYLE}]`)) {
    const style = each.getAttribute(STYLE) ?? "";
    each.removeAttribute(STYLE);
    const says = (pattern: string) => new RegExp(`(?:^|;)\\s*${pattern}`, "i").test(style);
    if (says("font-weight:\\s*(?:bold|[6-9]00)")) wrap(each, "b");
    if (says("font-style:\\s*italic")) wrap(each, "i");
    if (/^(?:B|STRONG)$/.test(each.tagName) && says("font-weight:\\s*(?:normal|400)")) each.replaceWith(...each.childNodes);
  }
}

function wrap(element: Element, name: string): void {
  if (element.tagName !== "SPAN") return;
  const made = element.ownerDocument.createElement(name);
  made.append(...element.childNodes);
  element.append(made);
}
