import { Button, Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMe } from "@/api/session";
import type { Wish } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { CHANNELS, type Channel, TOPICS, type Wished, useSaveWish } from "@/features/notifications/settings";
import styles from "@/features/notifications/WishForm.module.css";
import { FormConflict, isStale, problemBut } from "@/realtime/FormConflict";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import { useDraft } from "@/ui/useDraft";
import { type Saved, useFollowing } from "@/ui/useFollowing";
import { useWords } from "@/ui/useWords";

const TIMES = ["quiet_from", "quiet_until", "digest_at"] as const;
/** The channels of each topic, and the times as they stand in their fields; each may be mine or theirs. */
type Fields = Record<string, string[] | string>;

/** Which topics reach me over which channels, and when not. */
export function WishForm({ wish }: { wish: Wish }) {
  const { t, find, list } = useWords();
  const problem = useProblem();
  const now = fieldsOf(wish);
  const draft = useDraft(now, wish.version);
  const { fields } = draft;
  const [saved, setSaved] = useState<Saved<Fields> | null>(null);
  const saving = useSaveWish(({ version }, sent) => {
    setSaved({ version, sent: fieldsOf(sent) });
    say(t("notifications.saved"));
  });
  const isBehind = useFollowing(draft, wish.version, saved, { over: saving.failed?.version, forget: saving.forget });
  // Only who leads is told weekly; of a choice that was made before nothing is lost.
  const leads = useMe().role === "leader";
  const topics = TOPICS.filter((topic) => topic !== "weekly" || leads);
  const offered = CHANNELS.filter((channel) => channel === "browser" || wish.usable.includes(channel));
  const chosen = (topic: string, of: Fields = fields) => (of[topic] as string[] | undefined) ?? [];
  const toggle = (topic: string, channel: Channel) => {
    const before = chosen(topic);
    const next = before.includes(channel) ? before.filter((each) => each !== channel) : [...before, channel];
    // In one order, so that what was ticked off and on again is no change.
    draft.change({ [topic]: CHANNELS.filter((each) => next.includes(each)) });
  };
  const labelOf = (field: string) =>
    isTime(field) ? t(`notifications.time_${field}`) : (find(`notifications.topic_${field}`) ?? field);
  const wordOf = (field: string, of: Fields) =>
    isTime(field) ? String(of[field] ?? "") : list(chosen(field, of).map((channel) => find(`notifications.channel_${channel}`) ?? channel));
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        saving.run({ wish: wishOf(draft.fields), version: draft.version });
      }}
    >
      <Problem text={problemBut(saving.error, problem)} />
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
            {topics.map((topic) => (
              <tr key={topic}>
                <th scope="row">{t(`notifications.topic_${topic}`)}</th>
                {offered.map((channel) => (
                  <td key={channel} data-channel={t(`notifications.channel_${channel}`)}>
                    <Checkbox
                      aria-label={`${t(`notifications.topic_${topic}`)} · ${t(`notifications.channel_${channel}`)}`}
                      checked={chosen(topic).includes(channel)}
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
        {TIMES.map((name) => (
          <TextInput
            key={name}
            type="time"
            label={t(`notifications.time_${name}`)}
            value={String(fields[name] ?? "")}
            onChange={(event) => draft.change({ [name]: event.currentTarget.value })}
          />
        ))}
      </fieldset>
      <p className={styles.hint}>{t("notifications.digest_hint")}</p>
      <FormConflict
        error={saving.error}
        draft={draft}
        now={now}
        version={wish.version}
        isBusy={saving.isRunning}
        labelOf={labelOf}
        wordOf={wordOf}
        onKeep={(changes) => saving.run({ wish: wishOf({ ...now, ...changes } as Fields), version: wish.version })}
        onTake={saving.forget}
      />
      <div>
        <Button type="submit" loading={saving.isRunning} disabled={isBehind || isStale(saving.error)}>
          {t("notifications.save")}
        </Button>
      </div>
    </form>
  );
}

function isTime(field: string): field is (typeof TIMES)[number] {
  return (TIMES as readonly string[]).includes(field);
}

function fieldsOf(wish: Wished): Fields {
  const times = TIMES.map((name) => [name, wish[name]?.slice(0, 5) ?? ""]);
  return { ...inOrder(wish.channels), ...Object.fromEntries(times) };
}

function inOrder(channels: Wished["channels"]): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(channels).map(([topic, chosen]) => [topic, CHANNELS.filter((channel) => (chosen as string[]).includes(channel))]),
  );
}

function wishOf(fields: Fields): Wished {
  const time = (name: (typeof TIMES)[number]) => (fields[name] as string) || null;
  const channels = Object.fromEntries(Object.entries(fields).filter(([name]) => !isTime(name))) as Wished["channels"];
  return { channels, quiet_from: time("quiet_from"), quiet_until: time("quiet_until"), digest_at: time("digest_at") };
}
