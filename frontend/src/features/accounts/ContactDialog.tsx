import { Button, Chip, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Contact } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { type ContactWish, useSaveContact } from "@/features/accounts/api";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

const EMPTY: ContactWish = { name: "", title: "", phone: "", email: "", influence: "unknown" };
const INFLUENCES: Contact["influence"][] = ["decider", "influencer", "user", "unknown"];

interface Props {
  accountId: number;
  contact: Contact | null;
  onClose: () => void;
}

export function ContactDialog({ accountId, contact, onClose }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const saving = useSaveContact(accountId, contact, onClose);
  const fieldError = useFieldErrors(saving.error);
  const [wish, setWish] = useState<ContactWish>(contact ? pick(contact) : EMPTY);
  const field = (name: "name" | "title" | "phone" | "email") => ({
    value: wish[name],
    error: fieldError(name),
    onChange: (event: { currentTarget: { value: string } }) => setWish({ ...wish, [name]: event.currentTarget.value }),
  });
  return (
    <Modal
      opened
      centered
      onClose={onClose}
      title={contact ? t("accounts.edit_contact") : t("accounts.add_contact")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          saving.run(wish);
        }}
      >
        <Stack gap="md">
          <TextInput label={t("accounts.contact_name")} required maxLength={80} data-autofocus {...field("name")} />
          <TextInput label={t("accounts.contact_title")} maxLength={80} {...field("title")} />
          <Group grow>
            <TextInput label={t("accounts.phone")} type="tel" maxLength={40} {...field("phone")} />
            <TextInput label={t("accounts.email")} type="email" maxLength={200} {...field("email")} />
          </Group>
          <Chip.Group
            multiple={false}
            value={wish.influence}
            onChange={(value) => setWish({ ...wish, influence: value as Contact["influence"] })}
          >
            <Group gap={6} role="radiogroup" aria-label={t("accounts.influence")}>
              {INFLUENCES.map((influence) => (
                <Chip key={influence} value={influence} size="sm" variant="outline">
                  {t(`accounts.influence_${influence}`)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <Problem text={saving.error ? problem(saving.error) : null} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={saving.isRunning} disabled={!wish.name.trim()}>
              {t("common.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function pick({ name, title, phone, email, influence }: Contact): ContactWish {
  return { name, title, phone, email, influence };
}
