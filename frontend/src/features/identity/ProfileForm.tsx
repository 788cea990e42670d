import { Button, Checkbox, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Person } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { type PersonChange, useEditPerson } from "@/features/identity/api";
import { FormConflict, isStale, problemBut } from "@/realtime/FormConflict";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import styles from "@/ui/Rows.module.css";
import { useDraft } from "@/ui/useDraft";
import { type Saved, useFollowing } from "@/ui/useFollowing";
import { useWords } from "@/ui/useWords";

type Fields = Pick<Person, "name" | "language" | "time_zone" | "single_keys">;

const WORDS = {
  name: "identity.name",
  language: "shell.language",
  time_zone: "profile.time_zone",
  single_keys: "profile.single_keys",
} as const;
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
  const { version } = me;
  const now: Fields = { name: me.name, language: me.language, time_zone: me.time_zone, single_keys: me.single_keys };
  const draft = useDraft(now, version);
  const wish = draft.fields;
  const { change } = draft;
  const [saved, setSaved] = useState<Saved<Fields> | null>(null);
  const saving = useEditPerson((person, { change: sent }) => {
    setSaved({ version: person.version, sent: sent as Partial<Fields> });
    speak(person.language);
    say(t("profile.saved"));
  });
  const isBehind = useFollowing(draft, version, saved, { over: saving.failed?.person.version, forget: saving.forget });
  const send = (changes: Partial<Fields>, over: number) => saving.run({ person: { id: me.id, version: over }, change: trimmed(changes) });
  const fieldError = useFieldErrors(saving.error);
  const wordOf = (field: keyof Fields, of: Fields) => {
    if (field === "single_keys") return t(of.single_keys ? "profile.on" : "profile.off");
    return field === "language" ? (languages.find(({ value }) => value === of.language)?.label ?? of.language) : of[field];
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        send(draft.changes, draft.version);
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
      <Problem text={problemBut(saving.error, problem)} />
      <FormConflict
        error={saving.error}
        draft={draft}
        now={now}
        version={version}
        isBusy={saving.isRunning}
        labelOf={(field) => t(WORDS[field])}
        wordOf={wordOf}
        onKeep={(changes) => send(changes, version)}
        onTake={saving.forget}
      />
      <div>
        <Button
          type="submit"
          loading={saving.isRunning}
          disabled={isBehind || isStale(saving.error) || !draft.isChanged || !wish.name.trim()}
        >
          {t("common.save")}
        </Button>
      </div>
    </form>
  );
}

function trimmed(changes: Partial<Fields>): PersonChange {
  return changes.name === undefined ? changes : { ...changes, name: changes.name.trim() };
}
