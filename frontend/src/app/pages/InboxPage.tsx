import { SegmentedControl } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useSearchParams } from "react-router";
import { FailedPage } from "@/app/pages/FailedPage";
import { userStream } from "@/api/keys";
import { useMe } from "@/api/session";
import type { Handoff } from "@/api/types";
import { useInbox, useSent } from "@/features/handoffs/api";
import { SentList } from "@/features/handoffs/SentList";
import { ToAnswerList } from "@/features/handoffs/ToAnswerList";
import { useHandedPromises } from "@/features/promises/handed";
import { StaleMark } from "@/realtime/StaleMark";
import { Loading } from "@/ui/Loading";
import { Page } from "@/ui/Page";
import { useWords } from "@/ui/useWords";

const HandedPromises = lazy(() =>
  import("@/features/promises/HandedPromises").then((part) => ({ default: part.HandedPromises })),
);

/** What comes with a hand-off. */
function promisesOf(handoff: Handoff) {
  return <HandedPromises handoff={handoff} />;
}

/** Home: what waits for my answer, and what I sent. */
export function InboxPage() {
  const { t } = useWords();
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const isSent = search.get("box") === "sent";
  const inbox = useInbox();
  const sent = useSent(isSent);
  const shown = isSent ? sent : inbox;
  // Promises that came after their cards would push those below them down.
  const areThere = useHandedPromises(inbox.data?.data);
  if (shown.isError && !shown.data) return <FailedPage error={shown.error} onRetry={() => void shown.refetch()} />;
  return (
    <Page
      title={t("handoffs.inbox")}
      note={<StaleMark stream={userStream(me.id)} />}
      actions={
        <SegmentedControl
          aria-label={t("handoffs.inbox_boxes")}
          value={isSent ? "sent" : "to_answer"}
          onChange={(box) => setSearch(box === "sent" ? { box } : {})}
          data={[
            { value: "to_answer", label: t("handoffs.to_answer") },
            { value: "sent", label: t("handoffs.sent") },
          ]}
        />
      }
    >
      {!shown.data || !areThere ? (
        <Loading />
      ) : isSent ? (
        <SentList cards={shown.data.data} />
      ) : (
        <Suspense fallback={<Loading />}>
          <ToAnswerList cards={shown.data.data} promisesOf={promisesOf} />
        </Suspense>
      )}
    </Page>
  );
}
