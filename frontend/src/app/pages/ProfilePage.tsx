import { SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CHINESE } from "@/app/Choices";
import { enter, useMe } from "@/api/session";
import { useAbsences } from "@/features/absences/api";
import { useSessions } from "@/features/identity/api";
import { AbsenceList } from "@/features/absences/AbsenceList";
import { FeedAddress } from "@/features/feeds/FeedAddress";
import { PasswordForm } from "@/features/identity/PasswordForm";
import { ProfileForm } from "@/features/identity/ProfileForm";
import { SessionList } from "@/features/identity/SessionList";
import { TokenList } from "@/features/identity/TokenList";
import { type Density, applyDensity, currentDensity } from "@/ui/density";
import { Loading } from "@/ui/Loading";
import { Page } from "@/ui/Page";
import { Panel } from "@/ui/Panel";
import styles from "@/ui/Rows.module.css";
import { useWords } from "@/ui/useWords";

/** One's own settings: what follows the person, and what belongs to this browser. */
export function ProfilePage() {
  const { t } = useWords();
  const me = useMe();
  const client = useQueryClient();
  // What stands below absences and sessions would be pushed down by them.
  const isPending = [useAbsences(), useSessions()].some((each) => each.isPending);
  if (isPending) return <Loading />;
  return (
    <Page title={t("shell.profile")}>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Panel title={t("profile.account")}>
            <p className={styles.lead}>{t("profile.account_text")}</p>
            <ProfileForm
              me={me}
              languages={[
                { value: "zh", label: CHINESE ?? "zh" },
                { value: "en", label: "English" },
              ]}
            />
          </Panel>
          <Panel title={t("profile.device")}>
            <p className={styles.lead}>{t("profile.device_text")}</p>
            <DeviceChoices />
          </Panel>
          <Panel title={t("identity.password")}>
            <PasswordForm
              key={me.version}
              person={me}
              isOwn
              onDone={() => enter(client, { data: null, csrf: null, first_run: false })}
            />
          </Panel>
        </div>
        <div className={styles.column}>
          <Panel title={t("absences.mine")}>
            <p className={styles.lead}>{t("absences.mine_text")}</p>
            <AbsenceList of={me.id} among={[me]} />
          </Panel>
          <Panel title={t("profile.sessions")}>
            <SessionList />
          </Panel>
          {me.is_guest ? null : (
            <Panel title={t("profile.feed")}>
              <p className={styles.lead}>{t("profile.feed_text")}</p>
              <FeedAddress />
            </Panel>
          )}
          <Panel title={t("profile.tokens")}>
            <p className={styles.lead}>{t("profile.tokens_text")}</p>
            <TokenList />
          </Panel>
        </div>
      </div>
    </Page>
  );
}

function DeviceChoices() {
  const { t } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [density, setDensity] = useState(currentDensity);
  return (
    <div className={styles.form}>
      <div>
        <p className={styles.label}>{t("shell.appearance")}</p>
        <SegmentedControl
          aria-label={t("shell.appearance")}
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as "light" | "dark" | "auto")}
          data={(["light", "dark", "auto"] as const).map((value) => ({ value, label: t(`shell.scheme_${value}`) }))}
        />
      </div>
      <div>
        <p className={styles.label}>{t("profile.density")}</p>
        <SegmentedControl
          aria-label={t("profile.density")}
          value={density}
          onChange={(value) => {
            applyDensity(value as Density);
            setDensity(value as Density);
          }}
          data={(["normal", "compact"] as const).map((value) => ({ value, label: t(`profile.density_${value}`) }))}
        />
      </div>
    </div>
  );
}
