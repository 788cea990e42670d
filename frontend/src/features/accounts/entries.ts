import type { AccountDetail, Contact, Entry } from "@/api/types";
import type { EntryTypes } from "@/realtime/apply";

function replaceAccount(account: AccountDetail, entry: Entry): AccountDetail {
  return { ...account, ...(entry.data.account as Partial<AccountDetail>), contacts: account.contacts };
}

function putContact(account: AccountDetail, entry: Entry): AccountDetail {
  const contact = entry.data.contact as Contact;
  const isKnown = account.contacts.some(({ id }) => id === contact.id);
  const contacts = isKnown
    ? account.contacts.map((each) => (each.id === contact.id ? contact : each))
    : [...account.contacts, contact];
  return { ...account, contacts };
}

function dropContact(account: AccountDetail, entry: Entry): AccountDetail {
  const gone = entry.data.contact as Contact;
  return { ...account, contacts: account.contacts.filter(({ id }) => id !== gone.id) };
}

export const accountEntries = {
  "account.created": { account: replaceAccount },
  "account.edited": { account: replaceAccount },
  "seat.assigned": { account: replaceAccount },
  "contact.added": { account: putContact },
  "contact.edited": { account: putContact },
  "contact.removed": { account: dropContact },
} satisfies EntryTypes;
