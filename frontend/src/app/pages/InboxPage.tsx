import { SegmentedControl } from "@mantine/core";
import { useSearchParams } from "react-router";
import { FailedPage } from "@/app/pages/FailedPage";
import { userStream } from "@/api/keys";
import { useMe } from "@/api/session";
import { useInbox, useSent } from "@/features/handoffs/api";
import { SentList } from "@/features/handoffs/SentList";
import { ToAnswerList } from "@/features/handoffs/ToAnswerList";
import { StaleMark } from "@/realtime/StaleMark";
import { Loading } from "@/ui/Loading";
import { Page } from "@/ui/Page";
import { useWords } from "@/ui/useWords";

/** Home: what waits for my answer, and what I sent. */
export function InboxPage() {
  const { t } = useWords();
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const isSent = search.get("box") === "sent";
  const inbox = useInbox();
  const sent = useSent(isSent);
  const shown = isSent ? sent : inbox;
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
      {!shown.data ? <Loading /> : isSent ? <SentList cards={shown.data.data} /> : <ToAnswerList cards={shown.data.data} />}
    </Page>
  );
}
