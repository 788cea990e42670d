import type { Node as TextNode } from "@tiptap/pm/model";
import { TaskItem } from "@tiptap/extension-list";
import { lineOf } from "@/features/notes/plain";

/** Which task of a note: its number among the tasks, and what it says. */
export interface TaskPlace {
  place: number;
  text: string;
}

export interface TaskHost {
  /** The words of the box, of the way onto the checklist, and of the way to it. */
  words: () => { box: string; make: string; made: string };
  make: (task: TaskPlace) => void;
  /** The way to the node whose checklist has it; none for who sees no checklists. */
  show: ((node: number) => void) | null;
}

/** Numbers as the server numbers them: in the order of the text, nested ones after the one they stand in. */
export function taskAt(doc: TextNode, position: number): TaskPlace | null {
  const task = doc.nodeAt(position);
  if (task?.type.name !== "taskItem") return null;
  let place = 0;
  doc.nodesBetween(0, position, (node, at) => {
    if (node.type.name === "taskItem" && at < position) place += 1;
  });
  return { place, text: wordsOf(task) };
}

/** The task that the caret is in. */
export function taskAround(doc: TextNode, position: number): TaskPlace | null {
  const resolved = doc.resolve(position);
  for (let depth = resolved.depth; depth > 0; depth -= 1)
    if (resolved.node(depth).type.name === "taskItem") return taskAt(doc, resolved.before(depth));
  return null;
}

/** A task's first line as the server reads it. */
function wordsOf(task: TextNode): string {
  const words = task.firstChild ? lineOf(task.firstChild) : "";
  return words.split(/\s+/).filter(Boolean).join(" ").slice(0, 2_000).trim();
}

const mark = { default: null, keepOnSplit: false, parseHTML: () => null, rendered: false };

function idOf(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : null;
}

/** A task that can become a line of a node's checklist; the server writes into it which line it became. */
export const TaskLine = TaskItem.extend<NonNullable<(typeof TaskItem)["options"]> & { host: TaskHost | null }>({
  addOptions() {
    return { ...(this.parent?.() as (typeof TaskItem)["options"]), host: null };
  },
  addAttributes() {
    return { ...this.parent?.(), item: mark, node: mark };
  },
  addNodeView() {
    const { host } = this.options;
    const parent = this.parent?.();
    if (!host || !parent) return null;
    return (props) => {
      const view = parent(props);
      const act = document.createElement("button");
      let task = props.node;
      const draw = () => {
        const { make, made } = host.words();
        const isMade = idOf(task.attrs.item) !== null;
        act.textContent = isMade ? made : make;
        act.toggleAttribute("data-made", isMade);
        act.hidden = !isMade && wordsOf(task) === "";
        act.disabled = isMade && host.show === null;
      };
      const press = () => {
        const node = idOf(task.attrs.node);
        const at = props.getPos();
        const here = at === undefined ? null : taskAt(props.editor.state.doc, at);
        if (idOf(task.attrs.item) !== null) {
          if (node !== null) host.show?.(node);
        } else if (here) host.make(here);
      };
      act.type = "button";
      act.className = "note-task-act";
      act.contentEditable = "false";
      act.addEventListener("mousedown", (event) => event.preventDefault());
      act.addEventListener("click", press);
      (view.dom as HTMLElement).append(act);
      draw();
      return {
        ...view,
        update: (node, ...rest) => {
          const isTaken = view.update?.(node, ...rest) ?? false;
          task = isTaken ? node : task;
          if (isTaken) draw();
          return isTaken;
        },
        // What is drawn beside the text is no typing.
        ignoreMutation: (mutation) => mutation.type !== "selection" && act.contains(mutation.target),
        stopEvent: (event) => act.contains(event.target as Node | null),
      };
    };
  },
});
