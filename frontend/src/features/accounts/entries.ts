import type { Account, Entry } from "@/api/types";
import { type EntryTypes, REFETCH } from "@/realtime/apply";

function replaceAccount(account: Account, entry: Entry): Account {
  return { ...account, ...(entry.data.account as Account) };
}

export const accountEntries = {
  "account.created": { account: replaceAccount },
  "account.edited": { account: replaceAccount },
  "account.removed": { account: replaceAccount },
  "seat.assigned": { account: replaceAccount },
  // Entries name a contact and keep its details out of the history, so that they can be erased.
  "contact.added": { contacts: REFETCH },
  "contact.edited": { contacts: REFETCH },
  "contact.removed": { contacts: REFETCH },
} satisfies EntryTypes;
