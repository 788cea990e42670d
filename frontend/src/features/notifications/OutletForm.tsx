import { Button, Checkbox, Group, MultiSelect, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Outlet } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { EVENTS, type HookEvent, useAddOutlet, useEditOutlet, WITH_ADDRESS } from "@/features/notifications/settings";
import { useEventName } from "@/features/notifications/useEventName";
import { FormConflict, problemBut } from "@/realtime/FormConflict";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import styles from "@/ui/Rows.module.css";
import { useDraft } from "@/ui/useDraft";
import { useWords } from "@/ui/useWords";

const WORDS = {
  name: "notifications.name",
  url: "notifications.url",
  secret: "notifications.secret",
  events: "notifications.events",
  is_on: "notifications.is_on",
} as const;

interface Props {
  isShared: boolean;
  /** What is changed; a new one is set up when there is none. */
  outlet?: Outlet;
  onClose?: () => void;
}

/** Sets an outlet up, or changes it; a secret is never shown again and is kept when its field stays empty. */
export function OutletForm({ isShared, outlet, onClose }: Props) {
  const { t, list } = useWords();
  const problem = useProblem();
  const eventName = useEventName();
  const now = {
    name: outlet?.name ?? "",
    url: outlet?.url ?? "",
    secret: "",
    events: (outlet?.events ?? []) as HookEvent[],
    is_on: outlet?.is_on ?? true,
  };
  const [channel, setChannel] = useState<string>(outlet?.channel ?? (isShared ? "webhook" : "feishu"));
  const version = outlet?.version ?? 0;
  const draft = useDraft(now, version);
  const { fields: wish, change } = draft;
  const adding = useAddOutlet(() => void draft.rebase([]));
  const editing = useEditOutlet(() => {
    say(t("notifications.channel_saved"));
    onClose?.();
  });
  const error = adding.error ?? editing.error;
  const fieldError = useFieldErrors(error);
  const said = problemBut(error, problem);
  const set = (name: "name" | "url" | "secret") => (event: { currentTarget: { value: string } }) =>
    change({ [name]: event.currentTarget.value });
  const send = () => {
    const { name, url, secret, events } = wish;
    if (outlet) editing.run({ id: outlet.id, version: draft.version, change: draft.changes });
    else adding.run({ channel, name, url, secret, events, shared: isShared });
  };
  const wordOf = (name: keyof typeof now, of: typeof now) => {
    if (name === "events") return list(of.events.map(eventName));
    if (name === "is_on") return t(of.is_on ? "notifications.is_on" : "notifications.is_off");
    // A secret is shown to nobody; that there is one is.
    if (name === "secret") return of.secret || (of === now && outlet?.has_secret) ? "••••" : "";
    return of[name];
  };
  return (
    <form
      className={styles.form}
      data-outlet-form={outlet?.id ?? "new"}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Problem text={said} />
      {outlet ? null : (
        <NativeSelect
          label={t("notifications.channel")}
          value={channel}
          onChange={(event) => setChannel(event.currentTarget.value)}
          data={WITH_ADDRESS.map((value) => ({ value, label: t(`notifications.channel_${value}`) }))}
        />
      )}
      <TextInput label={t("notifications.name")} maxLength={100} value={wish.name} onChange={set("name")} />
      <TextInput label={t("notifications.url")} type="url" required value={wish.url} error={fieldError("url")} onChange={set("url")} />
      <PasswordInput
        label={t("notifications.secret")}
        description={outlet?.has_secret ? t("notifications.secret_kept") : undefined}
        autoComplete="off"
        required={channel === "webhook" && !outlet?.has_secret}
        value={wish.secret}
        error={fieldError("secret")}
        onChange={set("secret")}
      />
      {isShared ? (
        <MultiSelect
          label={t("notifications.events")}
          description={t("notifications.events_text")}
          clearable
          clearButtonProps={{ "aria-label": t("notifications.events_clear") }}
          value={wish.events}
          onChange={(events) => change({ events: events as HookEvent[] })}
          data={EVENTS.map((value) => ({ value, label: eventName(value) }))}
        />
      ) : null}
      {outlet ? (
        <Checkbox label={t("notifications.is_on")} checked={wish.is_on} onChange={(event) => change({ is_on: event.currentTarget.checked })} />
      ) : null}
      {outlet ? (
        <FormConflict
          error={editing.error}
          draft={draft}
          now={now}
          version={version}
          isBusy={editing.isRunning}
          labelOf={(name) => t(WORDS[name])}
          wordOf={wordOf}
          onKeep={(part) => editing.run({ id: outlet.id, version, change: part })}
          onTake={editing.forget}
        />
      ) : null}
      <Group gap="xs">
        <Button type="submit" variant={outlet ? "filled" : "default"} loading={adding.isRunning || editing.isRunning}>
          {t(outlet ? "notifications.save" : "notifications.add_channel")}
        </Button>
        {onClose ? (
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
        ) : null}
      </Group>
    </form>
  );
}
