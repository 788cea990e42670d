import { Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useWords } from "@/ui/useWords";

export interface NodeName {
  id: number;
  code: string;
  name: string;
  /** Work on it goes on now: it is the likely answer. */
  isActive: boolean;
}

interface Props {
  task: string;
  nodes: readonly NodeName[];
  onChoose: (node: number) => void;
  onClose: () => void;
}

/** Asks on whose checklist a task of the deal's own note belongs. */
export function NodeChoice({ task, nodes, onChoose, onClose }: Props) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<string | null>(() => {
    const likely = nodes.find(({ isActive }) => isActive) ?? nodes[0];
    return likely ? String(likely.id) : null;
  });
  return (
    <Modal opened centered onClose={onClose} title={t("notes.task_make")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form
        data-node-choice
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen !== null) onChoose(Number(chosen));
        }}
      >
        <Stack gap="md">
          <Text lineClamp={3}>{task}</Text>
          <Select
            label={t("notes.task_node")}
            data-autofocus
            searchable
            allowDeselect={false}
            comboboxProps={{ withinPortal: true }}
            value={chosen}
            onChange={setChosen}
            data={nodes.map(({ id, code, name }) => ({ value: String(id), label: `${code} ${name}` }))}
          />
          <Group justify="flex-end">
            <Button type="submit" disabled={chosen === null}>
              {t("common.add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
