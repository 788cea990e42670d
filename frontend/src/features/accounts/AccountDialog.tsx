import { Button, Group, Modal, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Account } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { type NewAccount, useAddAccount } from "@/features/accounts/api";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

const EMPTY: NewAccount = { name: "", type: "key_account", channel: "direct", industry: "", region: "" };

interface Props {
  onClose: () => void;
  onDone: (account: Account) => void;
}

/** Adds an account; whoever adds it takes its AR seat. */
export function AccountDialog({ onClose, onDone }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const adding = useAddAccount(onDone);
  const fieldError = useFieldErrors(adding.error);
  const [account, setAccount] = useState(EMPTY);
  const change = (part: Partial<NewAccount>) => setAccount({ ...account, ...part });
  return (
    <Modal opened centered onClose={onClose} title={t("accounts.add")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          adding.run({ ...account, name: account.name.trim() });
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t("accounts.name")}
            required
            maxLength={200}
            data-autofocus
            value={account.name}
            error={fieldError("name")}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <SegmentedControl
            aria-label={t("accounts.type")}
            value={account.type}
            onChange={(type) => change({ type: type as Account["type"] })}
            data={[
              { value: "key_account", label: t("accounts.type_key_account") },
              { value: "sme", label: t("accounts.type_sme") },
            ]}
          />
          <SegmentedControl
            aria-label={t("accounts.channel")}
            value={account.channel}
            onChange={(channel) => change({ channel: channel as Account["channel"] })}
            data={[
              { value: "direct", label: t("accounts.channel_direct") },
              { value: "partner", label: t("accounts.channel_partner") },
            ]}
          />
          <Group grow>
            <TextInput
              label={t("accounts.industry")}
              value={account.industry}
              onChange={(event) => change({ industry: event.currentTarget.value })}
            />
            <TextInput
              label={t("accounts.region")}
              value={account.region}
              onChange={(event) => change({ region: event.currentTarget.value })}
            />
          </Group>
          <Problem text={adding.error ? problem(adding.error) : null} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={adding.isRunning} disabled={!account.name.trim()}>
              {t("common.add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
