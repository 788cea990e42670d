import { Button, Modal, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { enter } from "@/api/session";
import { SignInForm } from "@/features/identity/SignInForm";
import { useWords } from "@/ui/useWords";

/** Signs the same person in again over their work. */
export function ExpiredDialog({ email }: { email: string }) {
  const { t } = useWords();
  const client = useQueryClient();
  const leave = () => enter(client, { data: null, csrf: null, first_run: false });
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={t("identity.expired")}>
      <Stack>
        <p>{t("identity.expired_lead")}</p>
        <SignInForm email={email} />
        <Button variant="subtle" onClick={leave}>
          {t("identity.other_person")}
        </Button>
      </Stack>
    </Modal>
  );
}
