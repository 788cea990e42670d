import { Select } from "@mantine/core";
import { usePlaybooks } from "@/features/playbooks/api";
import { useWords } from "@/ui/useWords";

interface Props {
  value: string;
  onChange: (code: string) => void;
}

/** Narrows a list to one playbook, whichever version a deal is pinned to. */
export function PlaybookFilter({ value, onChange }: Props) {
  const { t, name } = useWords();
  const playbooks = usePlaybooks();
  return (
    <Select
      aria-label={t("deals.playbook")}
      placeholder={t("deals.playbook")}
      clearable
      clearButtonProps={{ "aria-label": t("accounts.clear_filter") }}
      w={170}
      value={value || null}
      onChange={(code) => onChange(code ?? "")}
      data={playbooks.data?.data.map((playbook) => ({ value: playbook.code, label: name(playbook.name) })) ?? []}
    />
  );
}
