import { Select, Text } from "@mantine/core";
import { useState } from "react";
import { FormDialog } from "@/ui/FormDialog";
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
  const choose = () => chosen !== null && onChoose(Number(chosen));
  return (
    <FormDialog title={t("notes.task_make")} act={t("common.add")} isReady={chosen !== null} isBusy={false} problem={null} onSubmit={choose} onClose={onClose}>
      <Text lineClamp={3} data-node-choice>
        {task}
      </Text>
      <Select
        label={t("notes.task_node")}
        data-autofocus
        searchable
        openOnFocus={false}
        allowDeselect={false}
        comboboxProps={{ withinPortal: true }}
        value={chosen}
        onChange={setChosen}
        data={nodes.map(({ id, code, name }) => ({ value: String(id), label: `${code} ${name}` }))}
      />
    </FormDialog>
  );
}
