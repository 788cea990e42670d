import { REFETCH, type EntryTypes } from "@/realtime/apply";

/** What waits for a deputy follows by entries of the hand-offs; the calendar is fetched again. */
export const absenceEntries = {
  "absence.planned": { absences: REFETCH },
  "absence.changed": { absences: REFETCH },
} satisfies EntryTypes;
