import { Button } from "@mantine/core";
import { IconNotes } from "@tabler/icons-react";
import { useBeginNote, useNotes } from "@/features/notes/api";
import { useWords } from "@/ui/useWords";

interface Props {
  dealId: number;
  nodeId: number;
  onOpen: (note: number) => void;
}

/** The way from a node to its note; who may write begins it with the first click. */
export function NodeNoteLink({ dealId, nodeId, onOpen }: Props) {
  const { t } = useWords();
  const notes = useNotes(dealId).data;
  const begin = useBeginNote(dealId, ({ id }) => onOpen(id));
  const note = notes?.data.find(({ node_id, is_main }) => node_id === nodeId && is_main);
  if (!note && !notes?.can.includes("add_note")) return null;
  return (
    <Button
      variant="default"
      loading={begin.isRunning}
      leftSection={<IconNotes size={16} aria-hidden="true" />}
      onClick={() => (note ? onOpen(note.id) : begin.run({ template: "blank", nodeId }))}
    >
      {note ? t("notes.open_node_note") : t("notes.begin_node_note")}
    </Button>
  );
}
