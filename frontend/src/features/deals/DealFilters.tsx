import { SegmentedControl, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { DealFilter } from "@/features/deals/api";
import { useWords } from "@/ui/useWords";
import styles from "@/ui/Filters.module.css";

interface Props {
  filter: DealFilter;
  onChange: (change: Partial<DealFilter>) => void;
}

export function DealFilters({ filter, onChange }: Props) {
  const { t } = useWords();
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
        value={filter.status}
        onChange={(status) => onChange({ status })}
        data={[
          { value: "", label: t("common.all") },
          { value: "open", label: t("deals.status_open") },
          { value: "won", label: t("deals.status_won") },
          { value: "lost", label: t("deals.status_lost") },
        ]}
      />
    </div>
  );
}
