import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, Suspense, useEffect } from "react";
import { EntrancePage } from "@/app/pages/EntrancePage";
import { PartBoundary } from "@/app/PartBoundary";
import { useMissingPart } from "@/app/useMissingPart";
import { whenSignedOut } from "@/api/client";
import { keys } from "@/api/keys";
import { useSession } from "@/api/session";
import type { Session } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { recall } from "@/lib/storage";
import { Empty } from "@/ui/Empty";
import { later } from "@/ui/later";
import { useWords } from "@/ui/useWords";

const ExpiredDialog = later(() => import("@/app/ExpiredDialog").then((file) => file.ExpiredDialog));

/** Shows the door until somebody is signed in; the address stays, so the link that was followed opens afterwards. */
export function SessionGate({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { t, speak } = useWords();
  const problem = useProblem();
  const missed = useMissingPart();
  const session = useSession();
  useEffect(() => whenSignedOut(() => client.setQueryData<Session>(keys.session, expire)), [client]);
  const theirs = session.data?.data?.language;
  useEffect(() => {
    // A browser in which nobody has chosen a language speaks that of whoever signs in.
    if (theirs && recall("language") === null) speak(theirs);
  }, [theirs, speak]);
  if (session.isError && !session.data)
    return (
      <main>
        <Empty title={problem(session.error)}>
          <Button onClick={() => void session.refetch()}>{t("common.retry")}</Button>
        </Empty>
      </main>
    );
  if (!session.data) return null;
  const { data: person, csrf, first_run: isFirstRun } = session.data;
  if (!person) return <EntrancePage isFirstRun={isFirstRun} />;
  return (
    <>
      {children}
      <PartBoundary key={String(csrf === null)} onFailed={missed}>
        <Suspense>{csrf === null ? <ExpiredDialog email={person.email} /> : null}</Suspense>
      </PartBoundary>
    </>
  );
}

/** A known person without a token: their work stays on screen behind the dialog. */
function expire(session: Session | undefined): Session | undefined {
  return session?.data ? { ...session, csrf: null } : session;
}
