import { Select, type SelectProps } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useWords } from "@/ui/useWords";

interface Props extends Omit<SelectProps, "data" | "value" | "onChange"> {
  people: { id: number; name: string; is_active: boolean }[];
  value: number | null;
  onChange: (id: number | null) => void;
}

/** Chooses one of the people who work here, by typing a part of the name. */
export function PersonSelect({ people, value, onChange, ...rest }: Props) {
  const { t } = useWords();
  return (
    <Select
      searchable
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      placeholder={t("common.search")}
      nothingFoundMessage={t("common.none")}
      maxDropdownHeight={260}
      {...rest}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
      data={people
        .filter(({ id, is_active }) => is_active || id === value)
        .map(({ id, name }) => ({ value: String(id), label: name }))}
    />
  );
}
