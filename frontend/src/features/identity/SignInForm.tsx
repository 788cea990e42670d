import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useProblem } from "@/api/useProblem";
import { useSignIn } from "@/features/identity/api";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

/** Signs in; `email` is given when a session has ended and the same person goes on. */
export function SignInForm({ email: known }: { email?: string }) {
  const { t } = useWords();
  const problem = useProblem();
  const signIn = useSignIn();
  const [email, setEmail] = useState(known ?? "");
  const [password, setPassword] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        signIn.run({ email: email.trim(), password });
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t("identity.email")}
          type="email"
          name="email"
          autoComplete="username"
          required
          readOnly={known !== undefined}
          data-autofocus={known === undefined || undefined}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("identity.password")}
          name="password"
          autoComplete="current-password"
          required
          data-autofocus={known !== undefined || undefined}
          visibilityToggleButtonProps={{ "aria-label": t("identity.show_password") }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Problem text={signIn.error ? problem(signIn.error) : null} />
        <Button type="submit" size="md" loading={signIn.isRunning} fullWidth>
          {t("identity.sign_in")}
        </Button>
      </Stack>
    </form>
  );
}
