import { Tabs } from "@mantine/core";
import { useSearchParams } from "react-router";
import { PeopleTab } from "@/app/admin/PeopleTab";
import { TokensTab } from "@/app/admin/TokensTab";
import { MissingPage } from "@/app/pages/MissingPage";
import { usePeople } from "@/api/people";
import { useMe } from "@/api/session";
import { useTeams } from "@/features/identity/api";
import { TeamTree } from "@/features/identity/TeamTree";
import { DeliveryTable } from "@/features/notifications/DeliveryTable";
import { OutletList } from "@/features/notifications/OutletList";
import { Loading } from "@/ui/Loading";
import { Page } from "@/ui/Page";
import { Panel } from "@/ui/Panel";
import { useWords } from "@/ui/useWords";

const TABS = ["people", "teams", "tokens", "deliveries"] as const;

/** What administrators look after: people, the tree of teams, tokens. */
export function AdminPage() {
  const { t } = useWords();
  const me = useMe();
  const { people } = usePeople();
  const [search, setSearch] = useSearchParams();
  const teams = useTeams().data?.data;
  if (me.role !== "admin") return <MissingPage />;
  const tab = TABS.find((each) => each === search.get("tab")) ?? "people";
  const sizeOf = (id: number) => people.filter(({ team_id, is_active }) => is_active && team_id === id).length;
  return (
    <Page title={t("shell.admin")}>
      <Tabs value={tab} keepMounted={false} onChange={(value) => value && setSearch(value === "people" ? {} : { tab: value })}>
        <Tabs.List aria-label={t("admin.tabs")} mb="md">
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`admin.tab_${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="people">{teams ? <PeopleTab teams={teams} /> : <Loading />}</Tabs.Panel>
        <Tabs.Panel value="teams">
          <Panel title={t("admin.tab_teams")}>{teams ? <TeamTree teams={teams} sizeOf={sizeOf} /> : <Loading />}</Panel>
        </Tabs.Panel>
        <Tabs.Panel value="deliveries">
          <Panel title={t("notifications.webhooks")}>
            <p>{t("notifications.webhooks_text")}</p>
            <OutletList isShared />
          </Panel>
          <Panel title={t("notifications.tab_deliveries")}>
            <p>{t("notifications.deliveries_text")}</p>
            <DeliveryTable />
          </Panel>
        </Tabs.Panel>
        <Tabs.Panel value="tokens">
          <Panel title={t("admin.tab_tokens")}>
            <TokensTab />
          </Panel>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
