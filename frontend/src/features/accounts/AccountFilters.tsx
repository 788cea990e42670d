import { Chip, SegmentedControl, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { AccountFilter } from "@/features/accounts/api";

import { useWords } from "@/ui/useWords";
import styles from "@/ui/Filters.module.css";

interface Props {
  filter: AccountFilter;
  onChange: (change: Partial<AccountFilter>) => void;
}

export function AccountFilters({ filter, onChange }: Props) {
  const { t } = useWords();
  return (
    <div className={styles.filters}>
      <TextInput
        type="search"
        aria-label={t("accounts.find")}
        placeholder={t("accounts.find")}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        className={styles.find}
        value={filter.q}
        onChange={(event) => onChange({ q: event.currentTarget.value })}
      />
      <SegmentedControl
        aria-label={t("accounts.type")}
        value={filter.type}
        onChange={(type) => onChange({ type })}
        data={[
          { value: "", label: t("common.all") },
          { value: "key_account", label: t("accounts.type_key_account") },
          { value: "sme", label: t("accounts.type_sme") },
        ]}
      />
      <SegmentedControl
        aria-label={t("accounts.channel")}
        value={filter.channel}
        onChange={(channel) => onChange({ channel })}
        data={[
          { value: "", label: t("common.all") },
          { value: "direct", label: t("accounts.channel_direct") },
          { value: "partner", label: t("accounts.channel_partner") },
        ]}
      />
      <div className={styles.chips}>
        {(["mine", "gap"] as const).map((name) => (
          <Chip key={name} checked={filter[name] !== ""} onChange={(isOn) => onChange({ [name]: isOn ? "true" : "" })}>
            {t(`accounts.only_${name}`)}
          </Chip>
        ))}
      </div>
    </div>
  );
}
