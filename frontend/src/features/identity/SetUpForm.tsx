import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { useSetUp } from "@/features/identity/api";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

const SHORTEST_PASSWORD = 8;

/** Creates the first person of an empty installation, who becomes its administrator. */
export function SetUpForm() {
  const { t, language } = useWords();
  const problem = useProblem();
  const setUp = useSetUp();
  const fieldError = useFieldErrors(setUp.error);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const isShort = password.length > 0 && password.length < SHORTEST_PASSWORD;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isShort) setUp.run({ name: name.trim(), email: email.trim(), password, language });
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t("identity.name")}
          name="name"
          autoComplete="name"
          required
          value={name}
          error={fieldError("name")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t("identity.email")}
          type="email"
          name="email"
          autoComplete="username"
          required
          value={email}
          error={fieldError("email")}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("identity.password")}
          description={t("identity.password_rule")}
          name="password"
          autoComplete="new-password"
          required
          minLength={SHORTEST_PASSWORD}
          visibilityToggleButtonProps={{ "aria-label": t("identity.show_password") }}
          value={password}
          error={isShort ? t("errors.password_short") : fieldError("password")}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Problem text={setUp.error ? problem(setUp.error) : null} />
        <Button type="submit" size="md" loading={setUp.isRunning} fullWidth>
          {t("identity.create")}
        </Button>
      </Stack>
    </form>
  );
}
