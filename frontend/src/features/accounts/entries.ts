import type { AccountDetail, Entry } from "@/api/types";
import { type EntryTypes, REFETCH } from "@/realtime/apply";

function replaceAccount(account: AccountDetail, entry: Entry): AccountDetail {
  return { ...account, ...(entry.data.account as Partial<AccountDetail>), contacts: account.contacts };
}

function dropContact(account: AccountDetail, entry: Entry): AccountDetail {
  const gone = entry.data.contact_id as number;
  return { ...account, contacts: account.contacts.filter(({ id }) => id !== gone) };
}

export const accountEntries = {
  "account.created": { account: replaceAccount },
  "account.edited": { account: replaceAccount },
  "seat.assigned": { account: replaceAccount },
  // Entries name a contact and keep its details out of the history, so that they can be erased.
  "contact.added": { account: REFETCH },
  "contact.edited": { account: REFETCH },
  "contact.removed": { account: dropContact },
} satisfies EntryTypes;
