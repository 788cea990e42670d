import { type EntryTypes, REFETCH } from "@/realtime/apply";

/** Boxes are pages of the newest, counted by the server: what is in them is fetched again. */
export const notificationEntries = {
  "notification.made": { notifications: REFETCH },
  "notification.changed": { notifications: REFETCH },
  // Said on another device of mine: the entry names nothing of it.
  "wish.changed": { wish: REFETCH },
} satisfies EntryTypes;
