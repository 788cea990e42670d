import { Chip, Group, TextInput } from "@mantine/core";
import { accountStream } from "@/api/keys";
import type { Contact } from "@/api/types";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { type ContactWish, useSaveContact } from "@/features/accounts/api";
import { FormConflict, isStale, problemBut } from "@/realtime/FormConflict";
import { FormDialog } from "@/ui/FormDialog";
import { useDraft } from "@/ui/useDraft";
import { useWords } from "@/ui/useWords";

const EMPTY: ContactWish = { name: "", title: "", phone: "", email: "", influence: "unknown" };
const INFLUENCES: Contact["influence"][] = ["decider", "influencer", "user", "unknown"];

const WORDS = {
  name: "accounts.contact_name",
  title: "accounts.contact_title",
  phone: "accounts.phone",
  email: "accounts.email",
  influence: "accounts.influence",
} as const;

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
  const now = contact ? pick(contact) : EMPTY;
  const version = contact?.version ?? 0;
  const draft = useDraft(now, version);
  const wish = draft.fields;
  const field = (name: "name" | "title" | "phone" | "email") => ({
    value: wish[name],
    error: fieldError(name),
    onChange: (event: { currentTarget: { value: string } }) => draft.change({ [name]: event.currentTarget.value }),
  });
  return (
    <FormDialog
      title={contact ? t("accounts.edit_contact") : t("accounts.add_contact")}
      act={t("common.save")}
      isReady={!isStale(saving.error) && draft.isChanged && Boolean(wish.name.trim())}
      isBusy={saving.isRunning}
      problem={problemBut(saving.error, problem)}
      onSubmit={() => saving.run({ change: contact ? draft.changes : wish, version: draft.version })}
      onClose={onClose}
    >
      <TextInput label={t("accounts.contact_name")} required maxLength={80} data-autofocus {...field("name")} />
      <TextInput label={t("accounts.contact_title")} maxLength={80} {...field("title")} />
      <Group grow>
        <TextInput label={t("accounts.phone")} type="tel" maxLength={40} {...field("phone")} />
        <TextInput label={t("accounts.email")} type="email" maxLength={200} {...field("email")} />
      </Group>
      <Chip.Group
        multiple={false}
        value={wish.influence}
        onChange={(value) => draft.change({ influence: value as Contact["influence"] })}
      >
        <Group gap={6} role="radiogroup" aria-label={t("accounts.influence")}>
          {INFLUENCES.map((influence) => (
            <Chip key={influence} value={influence} size="sm" variant="outline">
              {t(`accounts.influence_${influence}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <FormConflict
        error={saving.error}
        draft={draft}
        now={now}
        version={version}
        told={{ stream: accountStream(accountId), isOf: (data) => data["contact_id"] === contact?.id }}
        isBusy={saving.isRunning}
        labelOf={(name) => t(WORDS[name])}
        wordOf={(name, of) => (name === "influence" ? t(`accounts.influence_${of.influence}`) : of[name])}
        onKeep={(change) => saving.run({ change, version })}
        onTake={saving.forget}
      />
    </FormDialog>
  );
}

function pick({ name, title, phone, email, influence }: Contact): ContactWish {
  return { name, title, phone, email, influence };
}
