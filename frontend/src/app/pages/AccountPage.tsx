import { ActionIcon, Button } from "@mantine/core";
import { IconPencil, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useParams } from "react-router";
import { AccountTabs } from "@/app/accounts/AccountTabs";
import { OpenRoomDialog } from "@/app/OpenRoomDialog";
import styles from "@/app/pages/AccountPage.module.css";
import { FailedPage } from "@/app/pages/FailedPage";
import { RevokedPage } from "@/app/pages/RevokedPage";
import { failureOf } from "@/api/failureOf";
import { accountStream } from "@/api/keys";
import { useAccount, useContacts } from "@/features/accounts/api";
import { EditAccountDialog } from "@/features/accounts/EditAccountDialog";
import { OtherSeats } from "@/features/accounts/OtherSeats";
import { TrianglePanel } from "@/features/accounts/TrianglePanel";
import { useAccountDeals } from "@/features/deals/api";
import { useAccountPromises } from "@/features/promises/api";
import { useLive } from "@/realtime/LiveProvider";
import { StaleMark } from "@/realtime/StaleMark";
import { useRevoked } from "@/realtime/useRevoked";
import { Loading } from "@/ui/Loading";
import { Page } from "@/ui/Page";
import { Panel } from "@/ui/Panel";
import { Tag } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

/** An account, unless it was taken from me. */
export function AccountPage() {
  const id = Number(useParams().id);
  const live = useLive();
  const isRevoked = useRevoked(accountStream(id));
  if (isRevoked) return <RevokedPage what="account" onRetry={() => live.forgive(accountStream(id))} />;
  return <AccountWithin id={id} />;
}

/** One account: its triangle, its deal rooms, its people, and what happened. */
function AccountWithin({ id }: { id: number }) {
  const { t } = useWords();
  const account = useAccount(id);
  const deals = useAccountDeals(id);
  const people = useContacts(id);
  const promises = useAccountPromises(id);
  const [asking, setAsking] = useState<"edit" | "room" | null>(null);
  const failure = failureOf(account);
  if (failure) return <FailedPage error={failure} onRetry={() => void account.refetch()} />;
  // Panels that came one by one would push each other down.
  if (!account.data || [deals, people, promises].some(({ isPending }) => isPending)) return <Loading />;
  const { data, can } = account.data;
  const open = can.includes("open_deal") ? (
    <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setAsking("room")}>
      {t("deals.open_room")}
    </Button>
  ) : null;
  const lead = (
    <div className={styles.lead}>
      <Tag tone="brand">{t(`accounts.type_${data.type}`)}</Tag>
      <Tag>{t(`accounts.channel_${data.channel}`)}</Tag>
      <span>{[data.industry, data.region].filter(Boolean).join(" · ")}</span>
      {can.includes("edit") ? (
        <ActionIcon aria-label={t("accounts.edit")} onClick={() => setAsking("edit")} data-edit-account>
          <IconPencil size={18} aria-hidden="true" />
        </ActionIcon>
      ) : null}
    </div>
  );
  return (
    <Page title={data.name} lead={lead} actions={open} note={<StaleMark stream={accountStream(id)} />}>
      <div className={styles.columns}>
        <div className={styles.triangle}>
          <TrianglePanel
            account={data}
            mayAssign={can.includes("assign_seat")}
            centre={people.data ? `${t("accounts.contacts")} ${people.data.data.length}` : ""}
          />
        </div>
        <div className={styles.tabs}>
          <AccountTabs account={account.data} deals={deals} contacts={people} />
        </div>
        <div className={styles.seats}>
          <Panel title={t("accounts.other_seats")}>
            <OtherSeats account={data} mayAssign={can.includes("assign_seat")} />
          </Panel>
        </div>
      </div>
      {asking === "room" ? <OpenRoomDialog account={data} onClose={() => setAsking(null)} /> : null}
      {asking === "edit" ? <EditAccountDialog account={data} onClose={() => setAsking(null)} /> : null}
    </Page>
  );
}
