import { type EntryTypes, REFETCH } from "@/realtime/apply";

/** Typing is no entry; what is done to notes as wholes changes lists that are short enough to be fetched again. */
export const noteEntries = {
  "note.created": { notes: REFETCH },
  "note.renamed": { notes: REFETCH },
  "note.version_named": { noteVersions: REFETCH },
  "note.mentioned": { mentions: REFETCH },
  "note.restored": { noteVersions: REFETCH },
} satisfies EntryTypes;
