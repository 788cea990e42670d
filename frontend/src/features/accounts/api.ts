import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { get, write } from "@/api/client";
import { accountStream, keys } from "@/api/keys";
import type { Account, Contact, Figure, List, ListedAccount, Reply, Role } from "@/api/types";
import { useStream } from "@/realtime/useStream";
import { useWrite } from "@/realtime/useWrite";

/** As it stands in the address; empty values filter nothing. */
export interface AccountFilter {
  q: string;
  type: string;
  channel: string;
  mine: string;
  gap: string;
}

export const NO_FILTER: AccountFilter = { q: "", type: "", channel: "", mine: "", gap: "" };
const PAGE = "100";

export function useAccounts(filter: AccountFilter) {
  return useInfiniteQuery({
    queryKey: keys.accounts(filter),
    queryFn: ({ pageParam, signal }) => get<List<ListedAccount>>(`/accounts?${search({ ...filter, after: pageParam, limit: PAGE })}`, signal),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useAccount(id: number) {
  const query = useQuery({
    queryKey: keys.account(id),
    queryFn: ({ signal }) => get<Reply<Account>>(`/accounts/${id}`, signal),
  });
  useStream(accountStream(id), query.data?.positions);
  return query;
}

/** The triangle in numbers; asked again when somebody else sits in it, and when something moves in a deal. */
export function useFigure(account: Account | undefined) {
  const id = account?.id ?? 0;
  const people = account?.seats.map(({ role, person_id }) => `${role}${person_id}`).toSorted().join() ?? "";
  return useQuery({
    queryKey: keys.figure(id, people),
    queryFn: ({ signal }) => get<Reply<Figure>>(`/accounts/${id}/figure`, signal),
    enabled: account !== undefined,
    // Another account's numbers are none of this one.
    placeholderData: (before, query) => (query?.queryKey[2] === id ? before : undefined),
  });
}

/** Nothing for an account that is not asked for, or until it has come. */
export function useAccountName(id: number): string {
  const wanted = { enabled: id > 0, queryKey: keys.account(id) };
  return useQuery({ ...wanted, queryFn: ({ signal }) => get<Reply<Account>>(`/accounts/${id}`, signal) }).data?.data.name ?? "";
}

export function useContacts(accountId: number) {
  return useQuery({
    queryKey: keys.contacts(accountId),
    queryFn: ({ signal }) => get<List<Contact>>(`/accounts/${accountId}/contacts`, signal),
  });
}

export type NewAccount = Pick<Account, "name" | "type" | "channel" | "industry" | "region">;

export function useAddAccount(onDone: (account: Account) => void) {
  return useWrite(
    async (wish: NewAccount, key) => (await write<Reply<Account>>("POST", "/accounts", { body: wish, key })).data,
    { touches: () => ["accounts"], onDone },
  );
}

export interface AccountChange {
  change: Partial<NewAccount>;
  /** The version that was on screen when typing began. */
  version: number;
}

export function useEditAccount(accountId: number, onDone: () => void) {
  return useWrite(
    ({ change, version }: AccountChange, key) =>
      write<Reply<Account>>("PATCH", `/accounts/${accountId}`, { body: change, version, key }),
    { touches: () => [accountStream(accountId), "accounts"], onDone },
  );
}

export interface SeatWish {
  accountId: number;
  version: number;
  role: Role;
  personId: number | null;
  reason: string;
}

export function useAssignSeat(onDone: (account: Account, wish: SeatWish) => void) {
  return useWrite(
    async ({ accountId, version, role, personId, reason }: SeatWish, key) => {
      const body = { person_id: personId, reason };
      return (await write<Reply<Account>>("PUT", `/accounts/${accountId}/seats/${role}`, { body, version, key })).data;
    },
    { touches: ({ accountId }) => [accountStream(accountId), "accounts"], onDone },
  );
}

export type ContactWish = Omit<Contact, "id" | "version" | "account_id">;

export function useSaveContact(accountId: number, known: Contact | null, onDone: () => void) {
  return useWrite(
    ({ change, version }: { change: Partial<ContactWish>; version: number }, key) =>
      known
        ? write<unknown>("PATCH", `/contacts/${known.id}`, { body: change, version, key })
        : write<unknown>("POST", `/accounts/${accountId}/contacts`, { body: change, key }),
    { touches: () => [accountStream(accountId)], onDone },
  );
}

export function useRemoveContact(onDone: (contact: Contact) => void) {
  return useWrite(
    ({ id, version }: Contact, key) => write<undefined>("DELETE", `/contacts/${id}`, { version, key }),
    { touches: ({ account_id }) => [accountStream(account_id)], onDone: (_, contact) => onDone(contact) },
  );
}

function search(wanted: Record<string, string>): string {
  return new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== "")).toString();
}
