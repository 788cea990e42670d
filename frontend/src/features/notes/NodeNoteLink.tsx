import { Button } from "@mantine/core";
import { IconNotes } from "@tabler/icons-react";
import { useBeginNote, useNotes } from "@/features/notes/api";
import { useWords } from "@/ui/useWords";

interface Props {
  dealId: number;
  nodeId: number;
  onOpen: (note: number) => void;
}

/** The ways from a node to its notes; who may write begins the main one with the first click. */
export function NodeNoteLink({ dealId, nodeId, onOpen }: Props) {
  const { t } = useWords();
  const notes = useNotes(dealId).data;
  const begin = useBeginNote(dealId, ({ id }) => onOpen(id));
  const ofNode = notes?.data.filter(({ node_id }) => node_id === nodeId) ?? [];
  const main = ofNode.find(({ is_main }) => is_main);
  const icon = <IconNotes size={16} aria-hidden="true" />;
  return (
    <>
      {main || notes?.can.includes("add_note") ? (
        <Button
          variant="default"
          loading={begin.isRunning}
          leftSection={icon}
          onClick={() => (main ? onOpen(main.id) : begin.run({ template: "blank", nodeId }))}
        >
          {main ? t("notes.open_node_note") : t("notes.begin_node_note")}
        </Button>
      ) : null}
      {ofNode.map(({ id, is_main, title }) =>
        is_main ? null : (
          <Button key={id} variant="default" leftSection={icon} onClick={() => onOpen(id)}>
            {title}
          </Button>
        ),
      )}
    </>
  );
}
