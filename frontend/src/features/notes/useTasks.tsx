import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { Note } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useMakeItem } from "@/features/notes/api";
import { NodeChoice, type NodeName } from "@/features/notes/NodeChoice";
import type { NoteProvider } from "@/features/notes/provider";
import type { TaskHost, TaskPlace } from "@/features/notes/TaskLine";
import { say } from "@/ui/notice";
import { useWords } from "@/ui/useWords";

/** What a note knows of the room that it is in. */
export interface Around {
  members: readonly number[];
  /** Those that still have a checklist to be kept. */
  open: readonly NodeName[];
  /** The way to a node; partners have none. */
  show: ((id: number) => void) | null;
}

/** What a task of a note can become, and the question that has to be asked before. */
export function useTasks(note: Note, provider: NoteProvider, around: Around): { host: TaskHost; dialog: ReactNode } {
  const { t } = useWords();
  const wording = useProblem();
  const [asked, setAsked] = useState<TaskPlace | null>(null);
  const make = useMakeItem(note, {
    onDone: (item) => {
      const name = around.open.find(({ id }) => id === item.node_id)?.name ?? "";
      const link = { text: t("notes.task_show"), act: () => around.show?.(item.node_id) };
      say(t("notes.task_made", { node: name }), around.show ? { link } : {});
    },
    onFail: (error) => say(wording(error), { tone: "bad" }),
  });
  const begin = (task: TaskPlace) => {
    if (provider.isUnsaved || provider.state.saved !== "saved") say(t("notes.task_unsaved"), { tone: "info" });
    else if (note.node_id === null) setAsked(task);
    else make.run({ ...task, node_id: null });
  };
  const latest = useRef({ t, begin, show: around.show });
  useEffect(() => {
    latest.current = { t, begin, show: around.show };
  });
  const leads = around.show !== null;
  const host = useMemo<TaskHost>(
    () => ({
      words: () => {
        const { t: word } = latest.current;
        return { box: word("notes.task"), make: word("notes.task_make"), made: word("notes.task_is_made") };
      },
      make: (task) => latest.current.begin(task),
      show: leads ? (node) => latest.current.show?.(node) : null,
    }),
    [leads],
  );
  const dialog = asked ? (
    <NodeChoice
      task={asked.text}
      nodes={around.open}
      onChoose={(node) => {
        setAsked(null);
        make.run({ ...asked, node_id: node });
      }}
      onClose={() => setAsked(null)}
    />
  ) : null;
  return { host, dialog };
}
