import { Button, PasswordInput } from "@mantine/core";
import { useState } from "react";
import type { Person } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { useSetPassword } from "@/features/identity/api";
import { Problem } from "@/ui/Problem";
import styles from "@/ui/Rows.module.css";
import { useWords } from "@/ui/useWords";

const SHORTEST_PASSWORD = 8;

interface Props {
  person: Person;
  /** One's own password is changed by whoever knows the present one. */
  isOwn: boolean;
  onDone: () => void;
}

/** Sets a password; the person is signed out everywhere, and the words say so before. */
export function PasswordForm({ person, isOwn, onDone }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const setting = useSetPassword(onDone);
  const fieldError = useFieldErrors(setting.error);
  const isShort = password.length > 0 && password.length < SHORTEST_PASSWORD;
  const toggle = { visibilityToggleButtonProps: { "aria-label": t("identity.show_password") } };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setting.run({ person, current: isOwn ? current : null, password });
      }}
    >
      <p className={styles.quiet}>{isOwn ? t("profile.password_text") : t("admin.password_text", { name: person.name })}</p>
      {isOwn ? (
        <PasswordInput
          label={t("profile.current_password")}
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          {...toggle}
        />
      ) : null}
      <PasswordInput
        label={t("profile.new_password")}
        description={t("identity.password_rule")}
        autoComplete="new-password"
        required
        value={password}
        error={isShort ? t("errors.password_short") : fieldError("password")}
        onChange={(event) => setPassword(event.currentTarget.value)}
        {...toggle}
      />
      <Problem text={setting.error ? problem(setting.error) : null} />
      <div>
        <Button type="submit" loading={setting.isRunning} disabled={isShort || !password || (isOwn && !current)}>
          {t("profile.set_password")}
        </Button>
      </div>
    </form>
  );
}
