import { Tabs } from "@mantine/core";
import { useSearchParams } from "react-router";
import { DeliveriesTab } from "@/app/admin/DeliveriesTab";
import { PeopleTab } from "@/app/admin/PeopleTab";
import { TokensTab } from "@/app/admin/TokensTab";
import { MissingPage } from "@/app/pages/MissingPage";
import { usePeople } from "@/api/people";
import { useMe } from "@/api/session";
import { useTeams } from "@/features/identity/api";
import { TeamTree } from "@/features/identity/TeamTree";
import { RuleList } from "@/features/matrix/RuleList";
import { Loading } from "@/ui/Loading";
import { Page } from "@/ui/Page";
import styles from "@/ui/Page.module.css";
import { Panel } from "@/ui/Panel";
import { useChosenInView } from "@/ui/useChosenInView";
import { useWords } from "@/ui/useWords";

const TABS = ["people", "teams", "tokens", "deliveries", "rules"] as const;

/** What administrators look after: people, the tree of teams, tokens. */
export function AdminPage() {
  const { t } = useWords();
  const me = useMe();
  const { people } = usePeople();
  const [search, setSearch] = useSearchParams();
  const teams = useTeams().data?.data;
  const tab = TABS.find((each) => each === search.get("tab")) ?? "people";
  const line = useChosenInView<HTMLDivElement>(tab);
  if (me.role !== "admin") return <MissingPage />;
  const sizeOf = (id: number) => people.filter(({ team_id, is_active }) => is_active && team_id === id).length;
  return (
    <Page title={t("shell.admin")}>
      <Tabs value={tab} keepMounted={false} onChange={(value) => value && setSearch(value === "people" ? {} : { tab: value })}>
        <Tabs.List ref={line} aria-label={t("admin.tabs")} className={styles.tabs}>
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
          <DeliveriesTab />
        </Tabs.Panel>
        <Tabs.Panel value="rules">
          <Panel title={t("admin.tab_rules")}>
            <p>{t("rules.text")}</p>
            <RuleList />
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
