import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { entryTypes } from "@/app/entries";
import { freshener } from "@/app/freshness";
import { whenFetched } from "@/app/queryClient";
import { get } from "@/api/client";
import { keys } from "@/api/keys";
import { usePeople } from "@/api/people";
import { adopt, useMe } from "@/api/session";
import type { Session } from "@/api/types";
import { applyEntry, catchUp, resetStream } from "@/realtime/apply";
import { Live } from "@/realtime/live";
import { LiveProvider } from "@/realtime/LiveProvider";

/** Opens the one connection for the person who is signed in and closes it with them. */
export function LiveGate({ children }: { children: ReactNode }) {
  const { id } = useMe();
  return (
    <Connected key={id} me={id}>
      {children}
    </Connected>
  );
}

function Connected({ me, children }: { me: number; children: ReactNode }) {
  const client = useQueryClient();
  // Every page names people: their names are on the way while its code still is, and none comes in late.
  usePeople();
  const [live] = useState(() => connect(client, me));
  useEffect(() => {
    live.open();
    return () => live.close();
  }, [live]);
  useEffect(() => keepUnsent(live), [live]);
  return <LiveProvider live={live}>{children}</LiveProvider>;
}

function connect(client: QueryClient, me: number): Live {
  const live = new Live({
    me,
    types: entryTypes,
    csrf: () => client.getQueryData<Session>(keys.session)?.csrf ?? null,
    apply: (entry) => applyEntry(client, entryTypes, entry),
    reset: (stream) => resetStream(client, entryTypes, stream),
    touched: freshener(client),
    refused: () => void renew(client),
  });
  whenFetched((queryKey) => catchUp(client, entryTypes, queryKey, (stream, position) => live.since(stream, position)));
  return live;
}

/** Asks before the tab closes over changes that the server has not seen. */
function keepUnsent({ pending }: Live): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    if (pending.unsent() > 0) event.preventDefault();
  };
  window.addEventListener("beforeunload", ask);
  return () => window.removeEventListener("beforeunload", ask);
}

/** The server refused the connection's session or token: ask who we are; a lost session asks to sign in again. */
async function renew(client: QueryClient): Promise<void> {
  const known = client.getQueryData<Session>(keys.session);
  const fresh = await get<Session>("/session").catch(() => null);
  if (!fresh || !known?.data) return;
  const isSame = fresh.data?.id === known.data.id;
  client.setQueryData<Session>(keys.session, isSame ? adopt(fresh) : { ...known, csrf: null });
}
