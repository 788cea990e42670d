import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useParams } from "react-router";
import { OpenRoomDialog } from "@/app/OpenRoomDialog";
import styles from "@/app/pages/AccountPage.module.css";
import { FailedPage } from "@/app/pages/FailedPage";
import { RevokedPage } from "@/app/pages/RevokedPage";
import { failureOf } from "@/api/failureOf";
import { accountStream } from "@/api/keys";
import { useAccount, useContacts } from "@/features/accounts/api";
import { ContactList } from "@/features/accounts/ContactList";
import { OtherSeats } from "@/features/accounts/OtherSeats";
import { TriangleFigure } from "@/features/accounts/TriangleFigure";
import { ActivityList } from "@/features/activity/ActivityList";
import { useAccountDeals } from "@/features/deals/api";
import { DealTable } from "@/features/deals/DealTable";
import { useAccountPromises } from "@/features/promises/api";
import { AccountPromises } from "@/features/promises/AccountPromises";
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
  const contacts = people.data?.data;
  const promises = useAccountPromises(id);
  const [isOpening, setOpening] = useState(false);
  const failure = failureOf(account);
  if (failure) return <FailedPage error={failure} onRetry={() => void account.refetch()} />;
  // Panels that came one by one would push each other down.
  if (!account.data || [deals, people, promises].some(({ isPending }) => isPending)) return <Loading />;
  const { data, can } = account.data;
  const rooms = deals.data?.data ?? [];
  const open = can.includes("open_deal") ? (
    <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setOpening(true)}>
      {t("deals.open_room")}
    </Button>
  ) : null;
  const lead = (
    <div className={styles.lead}>
      <Tag tone="brand">{t(`accounts.type_${data.type}`)}</Tag>
      <Tag>{t(`accounts.channel_${data.channel}`)}</Tag>
      <span>{[data.industry, data.region].filter(Boolean).join(" · ")}</span>
    </div>
  );
  return (
    <Page title={data.name} lead={lead} actions={open} note={<StaleMark stream={accountStream(id)} />}>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Panel title={t("accounts.triangle")}>
            <TriangleFigure
              account={data}
              mayAssign={can.includes("assign_seat")}
              centre={contacts ? `${t("accounts.contacts")} ${contacts.length}` : ""}
            />
          </Panel>
          <Panel title={t("accounts.other_seats")}>
            <OtherSeats account={data} mayAssign={can.includes("assign_seat")} />
          </Panel>
        </div>
        <div className={styles.column}>
          <Panel title={t("accounts.deals")}>
            {rooms.length > 0 ? (
              <DealTable deals={rooms} showsAccount={false} />
            ) : (
              <p className={styles.empty}>
                {t("accounts.no_deals")} · {t("accounts.no_deals_text")}
              </p>
            )}
          </Panel>
          <AccountPromises accountId={id} />
          {contacts ? <ContactList accountId={id} contacts={contacts} mayEdit={can.includes("add_contact")} /> : null}
          <Panel title={t("accounts.activity")}>
            <ActivityList stream={accountStream(id)} position={account.data.positions[accountStream(id)]} />
          </Panel>
        </div>
      </div>
      {isOpening ? <OpenRoomDialog account={data} onClose={() => setOpening(false)} /> : null}
    </Page>
  );
}
