import { useQueryClient } from "@tanstack/react-query";
import { write } from "@/api/client";
import { enter } from "@/api/session";
import type { Session } from "@/api/types";
import { useDeed } from "@/api/useDeed";
import { wipeKept } from "@/lib/kept";
import type { Language } from "@/lib/words";

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
  return useDeed((_: void, key) => write<undefined>("DELETE", "/session", { key }), {
    onDone: () => {
      void wipeKept();
      enter(client, { data: null, csrf: null, first_run: false });
    },
  });
}
