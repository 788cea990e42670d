import { Tabs } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useParams, useSearchParams } from "react-router";
import { FailedPage } from "@/app/pages/FailedPage";
import styles from "@/app/pages/RoomPage.module.css";
import { TeamTab } from "@/app/room/TeamTab";
import { TrackTab } from "@/app/room/TrackTab";
import { failureOf } from "@/api/failureOf";
import { dealStream } from "@/api/keys";
import { ActivityList } from "@/features/activity/ActivityList";
import { useRoom } from "@/features/deals/api";
import { DealHeader } from "@/features/deals/DealHeader";
import { Loading } from "@/ui/Loading";
import { Panel } from "@/ui/Panel";
import { useWords } from "@/ui/useWords";

const MatrixTab = lazy(() => import("@/app/room/MatrixTab").then((tab) => ({ default: tab.MatrixTab })));
const TABS = ["track", "team", "matrix", "activity"] as const;

/** A deal room: live for as long as it is open. */
export function RoomPage() {
  const id = Number(useParams().id);
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const room = useRoom(id);
  const failure = failureOf(room);
  if (failure) return <FailedPage error={failure} onRetry={() => void room.refetch()} />;
  if (!room.data) return <Loading />;
  const { data, can, positions } = room.data;
  const tab = TABS.find((each) => each === search.get("tab")) ?? "track";
  const stream = dealStream(id);
  return (
    <div className={styles.page}>
      <DealHeader room={data} can={can} />
      {data.status === "lost" ? (
        <p className={styles.banner}>{t("deals.closed_banner_lost", { reason: data.lost_reason ?? "" })}</p>
      ) : null}
      {data.status === "won" ? <p className={styles.won}>{t("deals.closed_banner_won")}</p> : null}
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) => value && setSearch(value === "track" ? {} : { tab: value }, { preventScrollReset: true })}
      >
        <Tabs.List aria-label={t("deals.room_tabs")} className={styles.tabs}>
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`deals.tab_${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="track">
          <TrackTab room={data} />
        </Tabs.Panel>
        <Tabs.Panel value="team">
          <TeamTab room={data} can={can} />
        </Tabs.Panel>
        <Tabs.Panel value="matrix">
          <Suspense fallback={<Loading />}>
            <MatrixTab dealId={id} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="activity">
          <Panel title={t("activity.title")}>
            <ActivityList stream={stream} position={positions[stream]} />
          </Panel>
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
