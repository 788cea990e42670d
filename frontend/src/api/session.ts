import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
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
  const now = useSession().data?.data ?? client.getQueryData<Session>(keys.session)?.data;
  // Whoever signs out is gone from the cache a moment before their screen is: it may be drawn once more.
  const [last] = useState(now);
  const me = now ?? last;
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
  const ofScreens = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== "session" };
  adopt(session);
  if (before === session.data?.id) void client.invalidateQueries(ofScreens);
  else if (session.data) client.removeQueries(ofScreens);
  // Once the screen is gone: drawn once more, it would ask again for what was forgotten, and be refused.
  else setTimeout(() => client.removeQueries(ofScreens));
  client.setQueryData(keys.session, session);
}
