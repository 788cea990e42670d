import "@mantine/core/styles/Drawer.css";
import { Button, Drawer, TextInput } from "@mantine/core";
import { useState } from "react";
import { usePeople } from "@/api/people";
import type { Note, NoteVersion } from "@/api/types";
import { useNameVersion, useVersions } from "@/features/notes/api";
import type { TaskHost } from "@/features/notes/TaskLine";
import styles from "@/features/notes/VersionPanel.module.css";
import { VersionView } from "@/features/notes/VersionView";
import { Empty } from "@/ui/Empty";
import { say } from "@/ui/notice";
import { useWords } from "@/ui/useWords";

interface Props {
  note: Note;
  mayChange: boolean;
  /** What the note says now, to compare with. */
  present: string;
  host: TaskHost;
  onClose: () => void;
}

/** The versions of a note: look, compare with now, name one, go back to one. */
export function VersionPanel({ note, mayChange, present, host, onClose }: Props) {
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
            <VersionView note={note} id={version.id} present={present} host={host} mayRestore={mayChange} onRestored={onClose} />
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
