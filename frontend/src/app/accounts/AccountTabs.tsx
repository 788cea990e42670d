import { Tabs } from "@mantine/core";
import { useSearchParams } from "react-router";
import styles from "@/app/accounts/AccountTabs.module.css";
import { PartFailed } from "@/app/PartFailed";
import { accountStream } from "@/api/keys";
import type { Account, Contact, List, ListedDeal, Reply } from "@/api/types";
import { ContactList } from "@/features/accounts/ContactList";
import { ActivityList } from "@/features/activity/ActivityList";
import { AccountDeals } from "@/features/deals/AccountDeals";
import { AccountPromises } from "@/features/promises/AccountPromises";
import { Panel } from "@/ui/Panel";
import page from "@/ui/Page.module.css";
import { useChosenInView } from "@/ui/useChosenInView";
import { useWords } from "@/ui/useWords";

const TABS = ["rooms", "contacts", "promises", "activity"] as const;

/** A part that was asked for: it is there, or could not be read. */
interface Part<Row> {
  data: List<Row> | undefined;
  error: unknown;
  refetch: () => unknown;
}

interface Props {
  account: Reply<Account>;
  deals: Part<ListedDeal>;
  contacts: Part<Contact>;
}

/** What belongs to an account, one part at a time: its deal rooms, its people, its promises, and what happened. */
export function AccountTabs({ account: { data, can, positions }, deals, contacts }: Props) {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find((each) => each === search.get("tab")) ?? "rooms";
  const line = useChosenInView<HTMLDivElement>(tab);
  const stream = accountStream(data.id);
  const counts: Partial<Record<(typeof TABS)[number], number | undefined>> = { rooms: deals.data?.data.length, contacts: contacts.data?.data.length };
  return (
    <Tabs
      value={tab}
      keepMounted={false}
      onChange={(value) => value && setSearch(value === "rooms" ? {} : { tab: value }, { preventScrollReset: true })}
    >
      <Tabs.List ref={line} aria-label={t("accounts.tabs", { account: data.name })} className={page.tabs}>
        {TABS.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {t(`accounts.tab_${each}`)} {counts[each] ? <span className={styles.count}>{counts[each]}</span> : null}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="rooms">
        <Panel title={t("accounts.deals")}>
          {!deals.data ? (
            <PartFailed error={deals.error} onRetry={() => void deals.refetch()} />
          ) : deals.data.data.length > 0 ? (
            <AccountDeals deals={deals.data.data} />
          ) : (
            <p className={styles.empty}>
              {t("accounts.no_deals")} · {t("accounts.no_deals_text")}
            </p>
          )}
        </Panel>
      </Tabs.Panel>
      <Tabs.Panel value="contacts">
        {contacts.data ? (
          <ContactList accountId={data.id} contacts={contacts.data.data} mayEdit={can.includes("add_contact")} />
        ) : (
          <Panel title={t("accounts.contacts")}>
            <PartFailed error={contacts.error} onRetry={() => void contacts.refetch()} />
          </Panel>
        )}
      </Tabs.Panel>
      <Tabs.Panel value="promises">
        <AccountPromises accountId={data.id} />
      </Tabs.Panel>
      <Tabs.Panel value="activity">
        <Panel title={t("accounts.activity")}>
          <ActivityList stream={stream} position={positions[stream]} />
        </Panel>
      </Tabs.Panel>
    </Tabs>
  );
}
