import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useProblem } from "@/api/useProblem";
import { useFeed, useMakeFeed, useRevokeFeed } from "@/features/feeds/api";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import styles from "@/ui/Rows.module.css";
import { useWords } from "@/ui/useWords";

/** One's own calendar address: made here, shown once, replaced or ended here. */
export function FeedAddress() {
  const { t, moment } = useWords();
  const problem = useProblem();
  const feed = useFeed();
  const [address, setAddress] = useState<string | null>(null);
  // A server that was told no public address answers with a path, which no calendar could follow.
  const making = useMakeFeed((made) => setAddress(new URL(made.address, window.location.href).href));
  const revoking = useRevokeFeed(() => {
    setAddress(null);
    say(t("profile.feed_ended"));
  });
  const madeAt = feed.data?.data.made_at ?? null;
  const error = feed.error ?? making.error ?? revoking.error;
  return (
    <div data-feed={madeAt ? "on" : "off"}>
      <p className={styles.lead}>{madeAt ? t("profile.feed_on", { at: moment(madeAt) }) : t("profile.feed_off")}</p>
      {address ? (
        <div role="status">
          <p className={styles.lead}>{t("profile.feed_once")}</p>
          <code className={styles.secret}>{address}</code>
        </div>
      ) : null}
      <Group mt="xs">
        {address ? (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void navigator.clipboard?.writeText(address).then(() => say(t("profile.copied")))}
          >
            {t("profile.copy")}
          </Button>
        ) : null}
        <Button size="compact-sm" variant="default" loading={making.isRunning} onClick={() => making.run(null)}>
          {t(madeAt ? "profile.renew_feed" : "profile.make_feed")}
        </Button>
        {madeAt ? (
          <Button size="compact-sm" variant="subtle" loading={revoking.isRunning} onClick={() => revoking.run(null)}>
            {t("profile.end_feed")}
          </Button>
        ) : null}
      </Group>
      <Problem text={error ? problem(error) : null} />
    </div>
  );
}
