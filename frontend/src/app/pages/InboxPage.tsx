import { Button, SegmentedControl } from "@mantine/core";
import { Suspense } from "react";
import { useSearchParams } from "react-router";
import { FailedPage } from "@/app/pages/FailedPage";
import styles from "@/app/pages/InboxPage.module.css";
import { userStream } from "@/api/keys";
import { useMe } from "@/api/session";
import type { Handoff } from "@/api/types";
import { useInbox, useSent } from "@/features/handoffs/api";
import { SentList } from "@/features/handoffs/SentList";
import { ToAnswerList } from "@/features/handoffs/ToAnswerList";
import { useBox, useReadAll } from "@/features/notifications/api";
import { useHandedPromises } from "@/features/promises/handed";
import { StaleMark } from "@/realtime/StaleMark";
import { later } from "@/ui/later";
import { Loading } from "@/ui/Loading";
import { Page } from "@/ui/Page";
import { useChosenInView } from "@/ui/useChosenInView";
import { useWords } from "@/ui/useWords";

const HandedPromises = later(() => import("@/features/promises/HandedPromises").then((part) => part.HandedPromises));
const NoticeList = later(() => import("@/features/notifications/NoticeList").then((part) => part.NoticeList));
const TOLD = ["mentions", "information", "done"] as const;
type Told = (typeof TOLD)[number];

/** Fetches what the cards show beside the first questions. */
export async function beginInbox(language: Promise<unknown>): Promise<void> {
  await Promise.all([HandedPromises.begin(language), NoticeList.begin(language)]);
}

/** What comes with a hand-off. */
function promisesOf(handoff: Handoff) {
  return <HandedPromises handoff={handoff} />;
}

/** Home: what waits for my answer, what I sent, and what I was told. */
export function InboxPage() {
  const { t } = useWords();
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const asked = search.get("box");
  const told = TOLD.find((box) => box === asked);
  const box = told ?? (asked === "sent" ? "sent" : "to_answer");
  const line = useChosenInView<HTMLDivElement>(box);
  return (
    <Page
      title={t("handoffs.inbox")}
      note={<StaleMark stream={userStream(me.id)} />}
      actions={
        <>
          {told === "information" ? <ReadAll /> : null}
          <div ref={line} className={styles.boxes}>
            <SegmentedControl
              aria-label={t("handoffs.inbox_boxes")}
              value={box}
              onChange={(chosen) => setSearch(chosen === "to_answer" ? {} : { box: chosen })}
              data={[
                { value: "to_answer", label: t("handoffs.to_answer") },
                { value: "sent", label: t("handoffs.sent") },
                ...TOLD.map((value) => ({ value, label: t(`notifications.tab_${value}`) })),
              ]}
            />
          </div>
        </>
      }
    >
      {told ? <ToldBox box={told} /> : box === "sent" ? <SentBox /> : <AnswerBox />}
    </Page>
  );
}

function AnswerBox() {
  const inbox = useInbox();
  const asked = useBox("answer");
  // Promises that came after their cards would push those below them down.
  const areThere = useHandedPromises(inbox.data?.data);
  if (inbox.isError && !inbox.data) return <FailedPage error={inbox.error} onRetry={() => void inbox.refetch()} />;
  if (!inbox.data || !asked.data || !areThere) return <Loading />;
  const promises = asked.data.data.filter(({ promise_id }) => promise_id !== null);
  return (
    <Suspense fallback={<Loading />}>
      <ToAnswerList cards={inbox.data.data} promisesOf={promisesOf} />
      {promises.length > 0 ? <NoticeList notices={promises} isDone={false} /> : null}
    </Suspense>
  );
}

function SentBox() {
  const sent = useSent(true);
  if (sent.isError && !sent.data) return <FailedPage error={sent.error} onRetry={() => void sent.refetch()} />;
  return sent.data ? <SentList cards={sent.data.data} /> : <Loading />;
}

function ToldBox({ box }: { box: Told }) {
  const told = useBox(box);
  if (told.isError && !told.data) return <FailedPage error={told.error} onRetry={() => void told.refetch()} />;
  if (!told.data) return <Loading />;
  return (
    <Suspense fallback={<Loading />}>
      <NoticeList notices={told.data.data} isDone={box === "done"} canMute={box === "information"} />
    </Suspense>
  );
}

function ReadAll() {
  const { t } = useWords();
  const reading = useReadAll();
  return (
    <Button variant="default" loading={reading.isRunning} onClick={() => reading.run({})}>
      {t("notifications.read_all")}
    </Button>
  );
}
