import { Button, Group, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import type { MadeToken, Token } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { useMakeToken, useRevokeToken, useTokens } from "@/features/identity/api";
import { TokenRow } from "@/features/identity/TokenRow";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import styles from "@/ui/Rows.module.css";
import { useWords } from "@/ui/useWords";

/** One's own API tokens: made here, shown once, ended here. */
export function TokenList() {
  const { t } = useWords();
  const problem = useProblem();
  const tokens = useTokens();
  const [made, setMade] = useState<MadeToken | null>(null);
  const revoking = useRevokeToken(() => say(t("profile.token_ended")));
  const error = tokens.error ?? revoking.error;
  return (
    <>
      <TokenForm onMade={setMade} />
      {made ? (
        <div role="status">
          <p className={styles.lead}>{t("profile.token_once", { name: made.name })}</p>
          <code className={styles.secret}>{made.token}</code>
          <Group mt="xs" mb="md">
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => void navigator.clipboard?.writeText(made.token).then(() => say(t("profile.copied")))}
            >
              {t("profile.copy")}
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={() => setMade(null)}>
              {t("profile.token_kept")}
            </Button>
          </Group>
        </div>
      ) : null}
      <Problem text={error ? problem(error) : null} />
      <ul className={styles.rows}>
        {tokens.data?.data.map((token) => (
          <TokenRow key={token.id} token={token} isEnding={revoking.wish === token.id} onEnd={() => revoking.run(token.id)} />
        ))}
      </ul>
    </>
  );
}

function TokenForm({ onMade }: { onMade: (token: MadeToken) => void }) {
  const { t } = useWords();
  const problem = useProblem();
  const [name, setName] = useState("");
  const [scope, setScope] = useState<Token["scope"]>("read");
  const [expiresOn, setExpiresOn] = useState("");
  const making = useMakeToken((token) => {
    setName("");
    onMade(token);
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        making.run({ name: name.trim(), scope, expires_on: expiresOn || null });
      }}
    >
      <Group grow align="end">
        <TextInput
          label={t("profile.token_name")}
          placeholder={t("profile.token_name_hint")}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t("common.optional", { label: t("profile.expires_on") })}
          type="date"
          value={expiresOn}
          onChange={(event) => setExpiresOn(event.currentTarget.value)}
        />
      </Group>
      <Group justify="space-between">
        <SegmentedControl
          aria-label={t("profile.scope")}
          value={scope}
          onChange={(value) => setScope(value as Token["scope"])}
          data={[
            { value: "read", label: t("profile.scope_read") },
            { value: "write", label: t("profile.scope_write") },
          ]}
        />
        <Button type="submit" variant="default" loading={making.isRunning} disabled={!name.trim()}>
          {t("profile.make_token")}
        </Button>
      </Group>
      <Problem text={making.error ? problem(making.error) : null} />
    </form>
  );
}
