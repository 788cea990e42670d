import { Group, SegmentedControl, TextInput } from "@mantine/core";
import type { NewAccount } from "@/features/accounts/api";
import { useWords } from "@/ui/useWords";

interface Props {
  account: NewAccount;
  onChange: (part: Partial<NewAccount>) => void;
  errorOf: (field: string) => string | undefined;
}

/** Name, type, channel, industry and region of an account, alike where it is added and where it is changed. */
export function AccountFields({ account, onChange, errorOf }: Props) {
  const { t } = useWords();
  return (
    <>
      <TextInput
        label={t("accounts.name")}
        required
        maxLength={200}
        data-autofocus
        value={account.name}
        error={errorOf("name")}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <SegmentedControl
        aria-label={t("accounts.type")}
        value={account.type}
        onChange={(type) => onChange({ type: type as NewAccount["type"] })}
        data={[
          { value: "key_account", label: t("accounts.type_key_account") },
          { value: "sme", label: t("accounts.type_sme") },
        ]}
      />
      <SegmentedControl
        aria-label={t("accounts.channel")}
        value={account.channel}
        onChange={(channel) => onChange({ channel: channel as NewAccount["channel"] })}
        data={[
          { value: "direct", label: t("accounts.channel_direct") },
          { value: "partner", label: t("accounts.channel_partner") },
        ]}
      />
      <Group grow>
        <TextInput
          label={t("accounts.industry")}
          maxLength={80}
          value={account.industry}
          error={errorOf("industry")}
          onChange={(event) => onChange({ industry: event.currentTarget.value })}
        />
        <TextInput
          label={t("accounts.region")}
          maxLength={80}
          value={account.region}
          error={errorOf("region")}
          onChange={(event) => onChange({ region: event.currentTarget.value })}
        />
      </Group>
    </>
  );
}
