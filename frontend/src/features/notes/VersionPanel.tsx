import "@mantine/core/styles/Drawer.css";
import { Button, Drawer, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { usePeople } from "@/api/people";
import type { Note, NoteVersion } from "@/api/types";
import { useNameVersion, useRestoreVersion, useVersion, useVersions } from "@/features/notes/api";
import styles from "@/features/notes/VersionPanel.module.css";
import { lineDiff } from "@/lib/lineDiff";
import { Empty } from "@/ui/Empty";
import { say } from "@/ui/notice";
import { useWords } from "@/ui/useWords";

interface Props {
  note: Note;
  mayChange: boolean;
  /** What the note says now, to compare with. */
  present: string;
  onClose: () => void;
}

/** The versions of a note: look, compare with now, name one, go back to one. */
export function VersionPanel({ note, mayChange, present, onClose }: Props) {
  const { t } = useWords();
  const versions = useVersions(note).data?.data;
  const [chosen, setChosen] = useState<number | null>(null);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t("notes.versions")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {mayChange ? <NameForm note={note} /> : null}
      {versions?.length === 0 ? <Empty title={t("notes.no_versions")} /> : null}
      <ul className={styles.list}>
        {versions?.map((version) => (
          <VersionLine
            key={version.id}
            version={version}
            isChosen={chosen === version.id}
            onChoose={() => setChosen(chosen === version.id ? null : version.id)}
          >
            <Difference note={note} id={version.id} present={present} mayRestore={mayChange} onRestored={onClose} />
          </VersionLine>
        ))}
      </ul>
    </Drawer>
  );
}

function NameForm({ note }: { note: Note }) {
  const { t } = useWords();
  const [label, setLabel] = useState("");
  const name = useNameVersion(note, () => {
    setLabel("");
    say(t("notes.version_kept"));
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (label.trim()) name.run(label.trim());
      }}
    >
      <TextInput
        label={t("notes.version_label")}
        className={styles.grow}
        maxLength={120}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!label.trim()}>
        {t("notes.keep_version")}
      </Button>
    </form>
  );
}

interface LineProps {
  version: NoteVersion;
  isChosen: boolean;
  onChoose: () => void;
  children: React.ReactNode;
}

function VersionLine({ version, isChosen, onChoose, children }: LineProps) {
  const { t, moment } = useWords();
  const { nameOf } = usePeople();
  return (
    <li className={styles.item}>
      <button type="button" className={styles.line} aria-expanded={isChosen} onClick={onChoose}>
        <strong>{version.label || t(`notes.version_${version.kind}`)}</strong>
        <span className={styles.who}>
          {nameOf(version.author_id)} · {moment(version.at)}
        </span>
      </button>
      {isChosen ? children : null}
    </li>
  );
}

interface DifferenceProps {
  note: Note;
  id: number;
  present: string;
  mayRestore: boolean;
  onRestored: () => void;
}

function Difference({ note, id, present, mayRestore, onRestored }: DifferenceProps) {
  const { t } = useWords();
  const version = useVersion(id).data?.data;
  const restore = useRestoreVersion(note, () => {
    say(t("notes.restored"));
    onRestored();
  });
  if (!version) return null;
  const lines = lineDiff(version.text, present);
  const isSame = lines.every(({ kind }) => kind === "same");
  return (
    <div className={styles.difference}>
      <p className={styles.legend}>{isSame ? t("notes.same_as_now") : t("notes.compared_with_now")}</p>
      <div className={styles.lines} role="region" tabIndex={0} aria-label={t("notes.compared_with_now")}>
        {lines.map(({ kind, text }, place) => (
          // Lines have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <p key={place} data-kind={kind}>
            {kind === "same" ? null : <span className={styles.sign}>{t(`notes.line_${kind}`)}</span>}
            {text}
          </p>
        ))}
      </div>
      {mayRestore && !isSame ? (
        <Group justify="flex-end">
          <Button size="compact-md" loading={restore.isRunning} onClick={() => restore.run(id)}>
            {t("notes.restore")}
          </Button>
        </Group>
      ) : null}
    </div>
  );
}
