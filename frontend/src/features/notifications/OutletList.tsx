import { Button, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Outlet } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import {
  type Channel,
  useAddOutlet,
  useOutlets,
  useRemoveOutlet,
  useTestOutlet,
  WITH_ADDRESS,
} from "@/features/notifications/settings";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import styles from "@/ui/Rows.module.css";
import { useWords } from "@/ui/useWords";

/** Where messages go: my own addresses, or the installation's; each is tried with one click. */
export function OutletList({ isShared }: { isShared: boolean }) {
  const problem = useProblem();
  const outlets = useOutlets();
  const shown = outlets.data?.data.filter(({ person_id }) => (person_id === null) === isShared) ?? [];
  return (
    <>
      <Problem text={outlets.error ? problem(outlets.error) : null} />
      <ul className={styles.rows}>
        {shown.map((outlet) => (
          <OutletRow key={outlet.id} outlet={outlet} />
        ))}
      </ul>
      <AddOutlet isShared={isShared} />
    </>
  );
}

function OutletRow({ outlet }: { outlet: Outlet }) {
  const { t, moment } = useWords();
  const problem = useProblem();
  const removing = useRemoveOutlet(() => say(t("notifications.removed")));
  const [result, setResult] = useState<string | null>(null);
  const name = t(`notifications.channel_${outlet.channel as Channel}`);
  const test = useTestResult(setResult);
  const error = removing.error ?? test.error;
  return (
    <li className={styles.row} data-outlet={outlet.channel}>
      <div className={styles.text}>
        <p className={styles.title}>{outlet.name ? `${name} · ${outlet.name}` : name}</p>
        <p className={styles.quiet}>{outlet.channel === "mail" ? t("notifications.mail_to") : outlet.url}</p>
        <p className={styles.quiet}>
          {outlet.last_sent_at
            ? t("notifications.last_sent", { at: moment(outlet.last_sent_at) })
            : t("notifications.never_sent")}
        </p>
        {outlet.last_error && outlet.last_error_at ? (
          <p>{t("notifications.last_error", { at: moment(outlet.last_error_at), error: outlet.last_error })}</p>
        ) : null}
        {result ? <p role="status">{result}</p> : null}
        <Problem text={error ? problem(error) : null} />
      </div>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`${t("notifications.test")} ${name}`}
        loading={test.isRunning}
        onClick={() => test.run(outlet.id)}
      >
        {t("notifications.test")}
      </Button>
      {outlet.channel === "mail" ? null : (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`${t("notifications.remove")} ${name}`}
          loading={removing.isRunning}
          onClick={() => removing.run(outlet.id)}
        >
          {t("notifications.remove")}
        </Button>
      )}
    </li>
  );
}

function useTestResult(tell: (result: string) => void) {
  const { t } = useWords();
  return useTestOutlet(({ ok, error }) =>
    tell(ok ? t("notifications.test_ok") : t("notifications.test_failed", { error })),
  );
}

function AddOutlet({ isShared }: { isShared: boolean }) {
  const { t } = useWords();
  const problem = useProblem();
  const empty = { channel: isShared ? "webhook" : "feishu", url: "", secret: "", name: "" };
  const [outlet, setOutlet] = useState(empty);
  const adding = useAddOutlet(() => setOutlet(empty));
  const set = (name: keyof typeof empty) => (event: { currentTarget: { value: string } }) =>
    setOutlet({ ...outlet, [name]: event.currentTarget.value });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        adding.run({ ...outlet, shared: isShared });
      }}
    >
      <Problem text={adding.error ? problem(adding.error) : null} />
      <NativeSelect
        label={t("notifications.channel")}
        value={outlet.channel}
        onChange={set("channel")}
        data={WITH_ADDRESS.map((value) => ({ value, label: t(`notifications.channel_${value}`) }))}
      />
      <TextInput label={t("notifications.name")} value={outlet.name} onChange={set("name")} />
      <TextInput label={t("notifications.url")} type="url" required value={outlet.url} onChange={set("url")} />
      <PasswordInput
        label={t("notifications.secret")}
        autoComplete="off"
        required={outlet.channel === "webhook"}
        value={outlet.secret}
        onChange={set("secret")}
      />
      <div>
        <Button type="submit" variant="default" loading={adding.isRunning}>
          {t("notifications.add_channel")}
        </Button>
      </div>
    </form>
  );
}
