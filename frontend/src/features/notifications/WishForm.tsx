import { Button, Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Wish } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { CHANNELS, type Channel, TOPICS, useSaveWish } from "@/features/notifications/settings";
import styles from "@/features/notifications/WishForm.module.css";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

/** Which topics reach me over which channels, and when not. */
export function WishForm({ wish }: { wish: Wish }) {
  const { t } = useWords();
  const problem = useProblem();
  const [channels, setChannels] = useState<Record<string, string[]>>(wish.channels);
  const [times, setTimes] = useState({
    quiet_from: wish.quiet_from ?? "",
    quiet_until: wish.quiet_until ?? "",
    digest_at: wish.digest_at ?? "",
  });
  const saving = useSaveWish(wish.version, () => say(t("notifications.saved")));
  const offered = CHANNELS.filter((channel) => channel === "browser" || wish.usable.includes(channel));
  const toggle = (topic: string, channel: Channel) => {
    const chosen = channels[topic] ?? [];
    const next = chosen.includes(channel) ? chosen.filter((each) => each !== channel) : [...chosen, channel];
    setChannels({ ...channels, [topic]: next });
  };
  const save = () =>
    saving.run({
      channels,
      quiet_from: times.quiet_from || null,
      quiet_until: times.quiet_until || null,
      digest_at: times.digest_at || null,
    });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Problem text={saving.error ? problem(saving.error) : null} />
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t("notifications.settings")}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("notifications.topic")}</th>
              {offered.map((channel) => (
                <th key={channel} scope="col">
                  {t(`notifications.channel_${channel}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {TOPICS.map((topic) => (
              <tr key={topic}>
                <th scope="row">{t(`notifications.topic_${topic}`)}</th>
                {offered.map((channel) => (
                  <td key={channel}>
                    <Checkbox
                      aria-label={`${t(`notifications.topic_${topic}`)} · ${t(`notifications.channel_${channel}`)}`}
                      checked={(channels[topic] ?? []).includes(channel)}
                      onChange={() => toggle(topic, channel)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <fieldset className={styles.times}>
        <legend>{t("notifications.times")}</legend>
        {(["quiet_from", "quiet_until", "digest_at"] as const).map((name) => (
          <TextInput
            key={name}
            type="time"
            label={t(`notifications.time_${name}`)}
            value={times[name]}
            onChange={(event) => setTimes({ ...times, [name]: event.currentTarget.value })}
          />
        ))}
      </fieldset>
      <p className={styles.hint}>{t("notifications.digest_hint")}</p>
      <div>
        <Button type="submit" loading={saving.isRunning}>
          {t("notifications.save")}
        </Button>
      </div>
    </form>
  );
}
