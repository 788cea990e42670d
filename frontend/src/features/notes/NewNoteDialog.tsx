import { Button, Group, Modal, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { NoteReply, NoteTemplate } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useBeginNote } from "@/features/notes/api";
import { Problem } from "@/ui/Problem";
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
  const [template, setTemplate] = useState<NoteTemplate>("blank");
  const begin = useBeginNote(dealId, onBegun);
  const wording = useProblem();
  return (
    <Modal opened centered onClose={onClose} title={t("notes.new")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isMain || title.trim()) begin.run({ title: title.trim(), template });
        }}
      >
        <Stack gap="md">
          <TextInput
            label={isMain ? t("common.optional", { label: t("notes.title") }) : t("notes.title")}
            data-autofocus
            maxLength={120}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <SegmentedControl
            aria-label={t("notes.template")}
            value={template}
            onChange={(value) => setTemplate(value as NoteTemplate)}
            data={TEMPLATES.map((each) => ({ value: each, label: t(`notes.template_${each}`) }))}
          />
          <Problem text={begin.error ? wording(begin.error) : null} />
          <Group justify="flex-end">
            <Button type="submit" loading={begin.isRunning} disabled={!isMain && !title.trim()}>
              {t("notes.begin")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
