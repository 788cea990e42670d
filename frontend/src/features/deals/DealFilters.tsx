import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { DealFilter } from "@/features/deals/api";
import { usePeople } from "@/api/people";
import { STAGES } from "@/features/deals/stages";
import { PersonSelect } from "@/ui/PersonSelect";
import { useWords } from "@/ui/useWords";
import styles from "@/ui/Filters.module.css";

interface Props {
  filter: DealFilter;
  /** A board shows one state at a time. */
  isBoard?: boolean;
  onChange: (change: Partial<DealFilter>) => void;
  /** More to narrow by, from other features. */
  children?: ReactNode;
}

export function DealFilters({ filter, isBoard = false, onChange, children }: Props) {
  const { t } = useWords();
  const { people } = usePeople();
  const person = Number(filter.person);
  return (
    <div className={styles.filters}>
      <TextInput
        type="search"
        aria-label={t("deals.find")}
        placeholder={t("deals.find")}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        className={styles.find}
        value={filter.q}
        onChange={(event) => onChange({ q: event.currentTarget.value })}
      />
      <SegmentedControl
        aria-label={t("deals.status")}
        value={filter.status || (isBoard ? "open" : "")}
        onChange={(status) => onChange({ status })}
        data={[
          ...(isBoard ? [] : [{ value: "", label: t("common.all") }]),
          { value: "open", label: t("deals.status_open") },
          { value: "won", label: t("deals.status_won") },
          { value: "lost", label: t("deals.status_lost") },
        ]}
      />
      <Select
        aria-label={t("deals.stage")}
        placeholder={t("deals.stage")}
        clearable
        clearButtonProps={{ "aria-label": t("accounts.clear_filter") }}
        w={150}
        value={filter.stage || null}
        onChange={(stage) => onChange({ stage: stage ?? "" })}
        data={STAGES.map((value) => ({ value, label: t(`deals.stage_${value}`) }))}
      />
      {children}
      <PersonSelect
        aria-label={t("deals.in_the_room")}
        placeholder={t("deals.in_the_room")}
        clearable
        clearButtonProps={{ "aria-label": t("accounts.clear_filter") }}
        w={190}
        people={people}
        value={person > 0 ? person : null}
        onChange={(id) => onChange({ person: id === null ? "" : String(id) })}
      />
    </div>
  );
}
