import { MultiSelect } from "@mantine/core";
import { usePeople } from "@/api/people";
import { useMe } from "@/api/session";
import type { Handoff } from "@/api/types";
import { PersonSelect } from "@/ui/PersonSelect";
import { useWords } from "@/ui/useWords";

interface Props {
  kind: Handoff["kind"];
  value: number[];
  error: string | undefined;
  onChange: (ids: number[]) => void;
}

/** One receiver of a transfer, one or more of a briefing. */
export function ReceiverField({ kind, value, error, onChange }: Props) {
  const { t } = useWords();
  const me = useMe();
  const { people } = usePeople();
  const others = people.filter(({ id, is_active }) => id !== me.id && is_active);
  if (kind === "transfer")
    return (
      <PersonSelect
        label={t("handoffs.receiver")}
        required
        people={others}
        value={value[0] ?? null}
        error={error}
        onChange={(id) => onChange(id === null ? [] : [id])}
      />
    );
  return (
    <MultiSelect
      label={t("handoffs.receivers")}
      required
      searchable
      data={others.map(({ id, name }) => ({ value: String(id), label: name }))}
      value={value.map(String)}
      error={error}
      onChange={(ids) => onChange(ids.map(Number))}
    />
  );
}
