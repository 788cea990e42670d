import { Tabs } from "@mantine/core";
import { Suspense, useEffect } from "react";
import { useParams, useSearchParams } from "react-router";
import { FailedPage } from "@/app/pages/FailedPage";
import { PartnerPage } from "@/app/pages/PartnerPage";
import { RevokedPage } from "@/app/pages/RevokedPage";
import styles from "@/app/pages/RoomPage.module.css";
import { NotesTab } from "@/app/room/NotesTab";
import { PresenceFaces } from "@/app/room/PresenceFaces";
import { TeamTab } from "@/app/room/TeamTab";
import { TrackTab } from "@/app/room/TrackTab";
import { failureOf } from "@/api/failureOf";
import { nodesOf } from "@/app/room/room";
import { dealStream } from "@/api/keys";
import { useMe } from "@/api/session";
import type { Reply, Room } from "@/api/types";
import { ActivityList } from "@/features/activity/ActivityList";
import { useRoom } from "@/features/deals/api";
import { DealHeader } from "@/features/deals/DealHeader";
import { Risks } from "@/features/gates/Risks";
import { Stopped } from "@/features/gates/Stopped";
import { ProofBadge } from "@/features/matrix/ProofBadge";
import { NoteEditor } from "@/features/notes/NotesPanel";
import { isUnanswered } from "@/features/promises/standing";
import { useLive } from "@/realtime/LiveProvider";
import { StaleMark } from "@/realtime/StaleMark";
import { usePresence } from "@/realtime/usePresence";
import { useRevoked } from "@/realtime/useRevoked";
import { later, type LaterPart } from "@/ui/later";
import { Loading } from "@/ui/Loading";
import { Panel } from "@/ui/Panel";
import { Tag } from "@/ui/Tag";
import page from "@/ui/Page.module.css";
import { useChosenInView } from "@/ui/useChosenInView";
import { useWords } from "@/ui/useWords";

const MatrixTab = later(() => import("@/app/room/MatrixTab").then((tab) => tab.MatrixTab));
const PromisesTab = later(() => import("@/app/room/PromisesTab").then((tab) => tab.PromisesTab));
const TABS = ["track", "notes", "promises", "team", "matrix", "activity"] as const;
/** What the tabs load of their own. */
const PARTS: Partial<Record<(typeof TABS)[number], Pick<LaterPart<object>, "begin">>> = { notes: NoteEditor, promises: PromisesTab, matrix: MatrixTab };

const tabOf = (search: URLSearchParams) => TABS.find((each) => each === search.get("tab")) ?? "track";

/** Fetches what a tab loads of its own beside the first questions. */
export function beginTab(search: URLSearchParams, language?: Promise<unknown>): void {
  void PARTS[tabOf(search)]?.begin(language);
}

/** A deal room; partners see what concerns them of it. */
export function RoomPage() {
  const id = Number(useParams().id);
  return useMe().is_guest ? <PartnerPage dealId={id} /> : <OwnRoom id={id} />;
}

/** A room of ours, unless I was taken out of it. */
function OwnRoom({ id }: { id: number }) {
  const live = useLive();
  const isRevoked = useRevoked(dealStream(id));
  if (isRevoked) return <RevokedPage what="room" rescuedFrom={id} onRetry={() => live.forgive(dealStream(id))} />;
  return <RoomWithin id={id} />;
}

/** Live for as long as it is open. */
function RoomWithin({ id }: { id: number }) {
  const room = useRoom(id);
  const [search] = useSearchParams();
  useEffect(() => beginTab(search), [search]);
  const failure = failureOf(room);
  if (failure) return <FailedPage error={failure} onRetry={() => void room.refetch()} />;
  if (!room.data) return <Loading />;
  return <RoomTabs reply={room.data} />;
}

function RoomTabs({ reply: { data, can, positions } }: { reply: Reply<Room> }) {
  const { t, name } = useWords();
  const me = useMe();
  const nameOfNode = (id: number) => {
    const found = nodesOf(data).find((each) => each.id === id);
    return found ? name(found.name) : "";
  };
  const [search, setSearch] = useSearchParams();
  const tab = tabOf(search);
  const line = useChosenInView<HTMLDivElement>(tab);
  const stream = dealStream(data.id);
  const node = tab === "track" ? Number(search.get("node")) || null : null;
  const here = usePresence(data.id, node).filter(({ id }) => id !== me.id);
  return (
    <div className={styles.page}>
      <DealHeader
        room={data}
        can={can}
        presence={<PresenceFaces room={data} here={here} />}
        note={<StaleMark stream={stream} />}
      />
      {data.status === "lost" ? (
        <p className={styles.banner}>{t("deals.closed_banner_lost", { reason: data.lost_reason ?? "" })}</p>
      ) : null}
      {data.status === "open" ? <Stopped nodes={nodesOf(data)} overrides={data.overrides} /> : null}
      <Risks overrides={data.overrides} nameOfNode={nameOfNode} />
      {data.status === "won" ? <p className={styles.won}>{t("deals.closed_banner_won")}</p> : null}
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) => value && setSearch(value === "track" ? {} : { tab: value }, { preventScrollReset: true })}
      >
        <Tabs.List ref={line} aria-label={t("deals.room_tabs")} className={page.tabs}>
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`deals.tab_${each}`)} {each === "promises" ? <PromiseCount room={data} /> : null}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="track">
          <TrackTab room={data} here={here} />
        </Tabs.Panel>
        <Tabs.Panel value="notes">
          <NotesTab room={data} />
        </Tabs.Panel>
        <Tabs.Panel value="promises">
          <Suspense fallback={<Loading />}>
            <PromisesTab room={data} can={can} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="team">
          <TeamTab room={data} can={can} />
        </Tabs.Panel>
        <Tabs.Panel value="matrix">
          <Suspense fallback={<Loading />}>
            <MatrixTab dealId={data.id} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="activity">
          <Panel title={t("activity.title")}>
            <div className={styles.proof}>
              <ProofBadge dealId={data.id} />
            </div>
            <ActivityList stream={stream} position={positions[stream]} asOf={asOf} />
          </Panel>
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

/** Who answered for what at a moment of the deal. */
function asOf(at: string): string {
  return `?tab=team&at=${encodeURIComponent(at)}`;
}

/** How many promises wait for an answer; how many there are, when none waits. */
function PromiseCount({ room: { promises } }: { room: Room }) {
  const { t } = useWords();
  const waiting = promises.filter(isUnanswered).length;
  if (waiting > 0)
    return (
      <span title={t("promises.unanswered", { n: waiting })} data-unanswered={waiting}>
        <Tag tone="warn">{waiting}</Tag>
      </span>
    );
  return promises.length > 0 ? <Tag>{promises.length}</Tag> : null;
}
