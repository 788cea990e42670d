import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, setCsrf } from "@/api/client";
import { keys } from "@/api/keys";
import type { Person, Session } from "@/api/types";

/** Asks who is signed in; nobody is an answer too. */
export function useSession() {
  return useQuery({
    queryKey: keys.session,
    queryFn: async ({ signal }) => adopt(await get<Session>("/session", signal)),
    staleTime: Infinity,
    gcTime: Infinity,
  });
}

/** The person at the keyboard; only for what is shown after signing in. */
export function useMe(): Person {
  const client = useQueryClient();
  const me = useSession().data?.data ?? client.getQueryData<Session>(keys.session)?.data;
  if (!me) throw new Error("nobody is signed in");
  return me;
}

export function adopt(session: Session): Session {
  setCsrf(session.csrf);
  return session;
}

/** Puts a fresh session in place; whatever another person had read is forgotten. */
export function enter(client: QueryClient, session: Session): void {
  const before = client.getQueryData<Session>(keys.session)?.data?.id;
  adopt(session);
  if (before !== session.data?.id) client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
  else void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
  client.setQueryData(keys.session, session);
}
