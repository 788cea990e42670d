import { absenceEntries } from "@/features/absences/entries";
import { accountEntries } from "@/features/accounts/entries";
import { activityEntries } from "@/features/activity/entries";
import { dealEntries } from "@/features/deals/entries";
import { gateEntries } from "@/features/gates/entries";
import { handoffEntries } from "@/features/handoffs/entries";
import { matrixEntries } from "@/features/matrix/entries";
import { nodeEntries } from "@/features/nodes/entries";
import { noteEntries } from "@/features/notes/entries";
import { notificationEntries } from "@/features/notifications/entries";
import { promiseEntries } from "@/features/promises/entries";
import { responsibilityEntries } from "@/features/responsibilities/entries";
import { joinEntryTypes } from "@/realtime/apply";

/** What each entry type does to the cached values, keyed by type: the features' own tables joined. */
export const entryTypes = joinEntryTypes([
  accountEntries,
  dealEntries,
  nodeEntries,
  gateEntries,
  promiseEntries,
  responsibilityEntries,
  handoffEntries,
  noteEntries,
  absenceEntries,
  matrixEntries,
  notificationEntries,
  activityEntries,
]);
