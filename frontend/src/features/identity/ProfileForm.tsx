import { Button, Checkbox, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Person } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { useEditPerson } from "@/features/identity/api";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import styles from "@/ui/Rows.module.css";
import { useWords } from "@/ui/useWords";

const ZONES = Intl.supportedValuesOf("timeZone");

interface Props {
  me: Person;
  /** A language as it names itself. */
  languages: { value: Person["language"]; label: string }[];
}

/** What follows the person to every browser: name, language, time zone, and whether single keys do anything. */
export function ProfileForm({ me, languages }: Props) {
  const { t, speak } = useWords();
  const problem = useProblem();
  const [wish, setWish] = useState({
    name: me.name,
    language: me.language,
    time_zone: me.time_zone,
    single_keys: me.single_keys,
  });
  const change = (part: Partial<typeof wish>) => setWish({ ...wish, ...part });
  const saving = useEditPerson((person) => {
    speak(person.language);
    say(t("profile.saved"));
  });
  const fieldError = useFieldErrors(saving.error);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        saving.run({ person: me, change: { ...wish, name: wish.name.trim() } });
      }}
    >
      <TextInput
        label={t("identity.name")}
        required
        maxLength={80}
        value={wish.name}
        error={fieldError("name")}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput label={t("identity.email")} readOnly value={me.email} />
      <div>
        <p className={styles.label}>{t("shell.language")}</p>
        <SegmentedControl
          aria-label={t("shell.language")}
          value={wish.language}
          onChange={(language) => change({ language: language as Person["language"] })}
          data={languages}
        />
      </div>
      <Select
        label={t("profile.time_zone")}
        searchable
        allowDeselect={false}
        limit={60}
        data={ZONES.includes(wish.time_zone) ? ZONES : [wish.time_zone, ...ZONES]}
        value={wish.time_zone}
        error={fieldError("time_zone")}
        onChange={(zone) => zone && change({ time_zone: zone })}
      />
      <Checkbox
        label={t("profile.single_keys")}
        description={t("profile.single_keys_text")}
        checked={wish.single_keys}
        onChange={(event) => change({ single_keys: event.currentTarget.checked })}
      />
      <Problem text={saving.error ? problem(saving.error) : null} />
      <div>
        <Button type="submit" loading={saving.isRunning} disabled={!wish.name.trim()}>
          {t("common.save")}
        </Button>
      </div>
    </form>
  );
}
