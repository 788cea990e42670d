import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get, write } from "@/api/client";
import { keys } from "@/api/keys";
import { enter } from "@/api/session";
import type { BrowserSession, List, MadeToken, Person, Reply, SavedView, Session, Team, Token, TokenOfPerson } from "@/api/types";
import { useDeed } from "@/api/useDeed";
import { wipeKept } from "@/lib/kept";
import { forget } from "@/lib/storage";
import type { Language } from "@/lib/words";
import { useWrite } from "@/realtime/useWrite";

type Entered = Omit<Session, "first_run">;

export function useSignIn() {
  const client = useQueryClient();
  return useDeed(
    (wish: { email: string; password: string }, key) => write<Entered>("POST", "/session", { body: wish, key }),
    { onDone: (session) => enter(client, { ...session, first_run: false }) },
  );
}

export function useSetUp() {
  const client = useQueryClient();
  return useDeed(
    (wish: { name: string; email: string; password: string; language: Language }, key) =>
      write<Entered>("POST", "/setup", { body: wish, key }),
    { onDone: (session) => enter(client, { ...session, first_run: false }) },
  );
}

export function useSignOut() {
  const client = useQueryClient();
  const leave = async (_: void, key: string) => {
    // What is still being asked would be refused, with nobody there to be told.
    await client.cancelQueries();
    return write<undefined>("DELETE", "/session", { key });
  };
  return useDeed(leave, {
    onFail: () => void client.invalidateQueries(),
    onDone: () => {
      void wipeKept();
      // Where somebody went to says what they work on: the next person at this browser must not read it.
      forget("recent-");
      enter(client, { data: null, csrf: null, first_run: false });
    },
  });
}

/** What may change of a person; the version is the one that was seen. */
export type PersonChange = Partial<Pick<Person, "name" | "language" | "time_zone" | "single_keys" | "role" | "team_id">>;

export interface PersonWish {
  person: Pick<Person, "id" | "version">;
  change: PersonChange;
}

export function useEditPerson(onDone: (person: Person, wish: PersonWish) => void) {
  return useWrite(
    async ({ person, change }: PersonWish, key) => {
      const options = { body: change, version: person.version, key };
      return (await write<Reply<Person>>("PATCH", `/people/${person.id}`, options)).data;
    },
    { touches: () => ["people", "session"], onDone },
  );
}

export type NewPerson = Pick<Person, "name" | "email" | "role" | "team_id" | "is_guest"> & { password: string };

export function useAddPerson(onDone: (person: Person) => void) {
  return useWrite(
    async (wish: NewPerson, key) => (await write<Reply<Person>>("POST", "/people", { body: wish, key })).data,
    { touches: () => ["people"], onDone },
  );
}

export function useActivate(onDone: () => void) {
  return useWrite(
    (person: Person, key) =>
      write<unknown>("POST", `/people/${person.id}/activate`, { body: {}, version: person.version, key }),
    { touches: () => ["people"], onDone },
  );
}

interface PasswordWish {
  person: Person;
  current: string | null;
  password: string;
}

export function useSetPassword(onDone: () => void) {
  return useDeed(
    ({ person, current, password }: PasswordWish, key) => {
      const body = { current_password: current, password };
      return write<unknown>("PUT", `/people/${person.id}/password`, { body, version: person.version, key });
    },
    { onDone },
  );
}

export function useSessions() {
  return useQuery({ queryKey: keys.sessions, queryFn: ({ signal }) => get<List<BrowserSession>>("/sessions", signal) });
}

export function useRevokeSession(onDone: () => void) {
  return useWrite((id: number, key) => write<undefined>("DELETE", `/sessions/${id}`, { key }), {
    touches: () => ["sessions"],
    onDone,
  });
}

export function useTokens() {
  return useQuery({ queryKey: keys.tokens, queryFn: ({ signal }) => get<List<Token>>("/tokens", signal) });
}

export function useAllTokens() {
  return useQuery({
    queryKey: keys.allTokens,
    queryFn: ({ signal }) => get<List<TokenOfPerson>>("/tokens/everybody", signal),
  });
}

export type TokenWish = Pick<Token, "name" | "scope" | "expires_on">;

export function useMakeToken(onDone: (token: MadeToken) => void) {
  return useWrite(
    async (wish: TokenWish, key) => (await write<Reply<MadeToken>>("POST", "/tokens", { body: wish, key })).data,
    { touches: () => ["tokens"], onDone },
  );
}

export function useRevokeToken(onDone: () => void) {
  return useWrite((id: number, key) => write<undefined>("DELETE", `/tokens/${id}`, { key }), {
    touches: () => ["tokens"],
    onDone,
  });
}

export function useTeams() {
  return useQuery({
    queryKey: keys.teams,
    queryFn: ({ signal }) => get<List<Team>>("/teams", signal),
    staleTime: 60_000,
  });
}

export interface TeamWish {
  /** Null makes a new one. */
  team: Pick<Team, "id" | "version"> | null;
  change: Partial<Pick<Team, "name" | "parent_id">>;
}

export function useSaveTeam(onDone: () => void) {
  return useWrite(
    ({ team, change }: TeamWish, key) =>
      team
        ? write<unknown>("PATCH", `/teams/${team.id}`, { body: change, version: team.version, key })
        : write<unknown>("POST", "/teams", { body: change, key }),
    { touches: () => ["teams"], onDone },
  );
}

export function useViews(screen: SavedView["screen"]) {
  return useQuery({
    queryKey: keys.views(screen),
    queryFn: ({ signal }) => get<List<SavedView>>(`/views?screen=${screen}`, signal),
    staleTime: 60_000,
  });
}

export function useSaveView(onDone: (view: SavedView) => void) {
  return useWrite(
    async (wish: Omit<SavedView, "id">, key) => (await write<Reply<SavedView>>("POST", "/views", { body: wish, key })).data,
    { touches: () => ["views"], onDone },
  );
}

export function useForgetView(onDone: () => void) {
  return useWrite((id: number, key) => write<undefined>("DELETE", `/views/${id}`, { key }), {
    touches: () => ["views"],
    onDone,
  });
}
