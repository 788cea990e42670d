import { Select } from "@mantine/core";
import { usePlaybooks } from "@/features/playbooks/api";
import { useWords } from "@/ui/useWords";

interface Props {
  value: string;
  isProposed: boolean;
  onChange: (code: string) => void;
}

export function PlaybookSelect({ value, isProposed, onChange }: Props) {
  const { t, name } = useWords();
  const playbooks = usePlaybooks();
  return (
    <Select
      label={t("deals.playbook")}
      description={isProposed ? t("deals.playbook_proposed") : null}
      allowDeselect={false}
      value={value}
      onChange={(code) => code && onChange(code)}
      data={playbooks.data?.data.map((playbook) => ({ value: playbook.code, label: name(playbook.name) })) ?? []}
    />
  );
}
