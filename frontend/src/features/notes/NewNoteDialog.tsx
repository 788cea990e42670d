import { SegmentedControl, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import type { NoteReply, NoteTemplate } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useBeginNote } from "@/features/notes/api";
import { FormDialog } from "@/ui/FormDialog";
import { useWords } from "@/ui/useWords";

const TEMPLATES: NoteTemplate[] = ["blank", "visit", "review", "retrospective"];

interface Props {
  dealId: number;
  /** The deal has no main note yet: this one becomes it and needs no title. */
  isMain: boolean;
  onBegun: (note: NoteReply["data"]) => void;
  onClose: () => void;
}

/** Begins a note, empty or from a template. */
export function NewNoteDialog({ dealId, isMain, onBegun, onClose }: Props) {
  const { t } = useWords();
  const [title, setTitle] = useState("");
  const isNarrow = useMediaQuery("(max-width: 480px)");
  const [template, setTemplate] = useState<NoteTemplate>("blank");
  const begin = useBeginNote(dealId, onBegun);
  const wording = useProblem();
  return (
    <FormDialog
      title={t("notes.new")}
      act={t("notes.begin")}
      isReady={isMain || Boolean(title.trim())}
      isBusy={begin.isRunning}
      problem={begin.error ? wording(begin.error) : null}
      onSubmit={() => begin.run({ title: title.trim(), template })}
      onClose={onClose}
    >
      <TextInput
        label={isMain ? t("common.optional", { label: t("notes.title") }) : t("notes.title")}
        data-autofocus
        maxLength={120}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <SegmentedControl
        aria-label={t("notes.template")}
        // Four names stand in one row on no phone.
        orientation={isNarrow ? "vertical" : "horizontal"}
        fullWidth
        value={template}
        onChange={(value) => setTemplate(value as NoteTemplate)}
        data={TEMPLATES.map((each) => ({ value: each, label: t(`notes.template_${each}`) }))}
      />
    </FormDialog>
  );
}
