import { useQuery } from "@tanstack/react-query";
import { get, write } from "@/api/client";
import { dealStream, keys } from "@/api/keys";
import type { ApiError } from "@/api/problem";
import type { ChecklistItem, List, Note, NoteList, NoteReply, NoteTemplate, NoteVersion, Reply, TaskWish, WholeNoteVersion } from "@/api/types";
import { saveFile } from "@/lib/saveFile";
import { useWrite } from "@/realtime/useWrite";

/** The notes of a deal, or those of one of its nodes alone. */
export function useNotes(dealId: number, nodeId?: number) {
  return useQuery({
    queryKey: nodeId === undefined ? keys.notes(dealId) : [...keys.notes(dealId), nodeId],
    queryFn: ({ signal }) => get<NoteList>(nodeId === undefined ? `/deals/${dealId}/notes` : `/nodes/${nodeId}/notes`, signal),
  });
}

/** One note as its list shows it. */
export function useNoteRow(id: number | null) {
  return useQuery({
    queryKey: ["note", id],
    queryFn: ({ signal }) => get<NoteReply>(`/notes/${id}`, signal),
    enabled: id !== null,
  });
}

export interface NoteWish {
  title?: string;
  template: NoteTemplate;
  nodeId?: number;
}

/** Begins a note; without a title it is the main note of the deal or node, which is there once. */
export function useBeginNote(dealId: number, onDone: (note: NoteReply["data"]) => void) {
  return useWrite(
    async ({ title, template, nodeId }: NoteWish, key) => {
      const place = nodeId === undefined ? `/deals/${dealId}` : `/nodes/${nodeId}`;
      const body = title ? { title, template } : { template };
      return (await write<NoteReply>("POST", `${place}/notes`, { body, key })).data;
    },
    { touches: () => [dealStream(dealId)], onDone },
  );
}

export function useRenameNote(note: Note, onDone: () => void) {
  return useWrite(
    ({ title, version }: { title: string; version: number }, key) =>
      write<NoteReply>("PATCH", `/notes/${note.id}`, { body: { title }, version, key }),
    { touches: () => [dealStream(note.deal_id)], onDone },
  );
}

export function useMakeItem(
  note: Note,
  told: { onDone: (item: ChecklistItem) => void; onFail: (error: ApiError) => void },
) {
  return useWrite(
    async (task: TaskWish, key) =>
      (await write<Reply<ChecklistItem>>("POST", `/notes/${note.id}/items`, { body: task, key })).data,
    { touches: () => [dealStream(note.deal_id)], ...told },
  );
}

export function useVersions(note: Note) {
  return useQuery({
    queryKey: keys.noteVersions(note.deal_id, note.id),
    queryFn: ({ signal }) => get<List<NoteVersion>>(`/notes/${note.id}/versions`, signal),
  });
}

export function useVersion(id: number | null) {
  return useQuery({
    queryKey: ["noteVersion", id],
    queryFn: ({ signal }) => get<Reply<WholeNoteVersion>>(`/note-versions/${id}`, signal),
    enabled: id !== null,
    staleTime: Infinity,
  });
}

export function useNameVersion(note: Note, onDone: () => void) {
  return useWrite(
    (label: string, key) => write<Reply<WholeNoteVersion>>("POST", `/notes/${note.id}/versions`, { body: { label }, key }),
    { touches: () => [dealStream(note.deal_id)], onDone },
  );
}

export function useRestoreVersion(note: Note, onDone: () => void) {
  return useWrite(
    (id: number, key) => write<NoteReply>("POST", `/note-versions/${id}/restore`, { body: {}, key }),
    { touches: () => [dealStream(note.deal_id)], onDone },
  );
}

/** Saves a note as a Markdown file. */
export async function exportMarkdown(note: Note, name: string): Promise<void> {
  const { data } = await get<{ data: { markdown: string } }>(`/notes/${note.id}/markdown`);
  saveFile(`${name}.md`, new Blob([data.markdown], { type: "text/markdown" }));
}
