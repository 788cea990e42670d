import { ActionIcon, Button } from "@mantine/core";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { Contact } from "@/api/types";
import { ContactDialog } from "@/features/accounts/ContactDialog";
import { RemoveContactDialog } from "@/features/accounts/RemoveContactDialog";
import styles from "@/features/accounts/ContactList.module.css";
import { Panel } from "@/ui/Panel";
import { Tag, type Tone } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

const TONES: Record<Contact["influence"], Tone> = { decider: "brand", influencer: "offer", user: "good", unknown: "plain" };

interface Props {
  accountId: number;
  contacts: Contact[];
  mayEdit: boolean;
}

/** The people on the customer's side. */
export function ContactList({ accountId, contacts, mayEdit }: Props) {
  const { t } = useWords();
  const [edited, setEdited] = useState<Contact | "new" | null>(null);
  const [removed, setRemoved] = useState<Contact | null>(null);
  const add = mayEdit ? (
    <Button variant="light" size="compact-sm" leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setEdited("new")}>
      {t("accounts.add_contact")}
    </Button>
  ) : null;
  return (
    <Panel title={t("accounts.contacts")} aside={add}>
      {contacts.length === 0 ? (
        <p className={styles.empty}>
          {t("accounts.no_contacts")} {t("accounts.no_contacts_text")}
        </p>
      ) : null}
      <ul className={styles.contacts}>
        {contacts.map((contact) => (
          <li key={contact.id} className={styles.contact}>
            <div className={styles.text}>
              <p className={styles.name}>
                {contact.name} <Tag tone={TONES[contact.influence]}>{t(`accounts.influence_${contact.influence}`)}</Tag>
              </p>
              <p className={styles.dim}>{[contact.title, contact.phone, contact.email].filter(Boolean).join(" · ")}</p>
            </div>
            {mayEdit ? (
              <>
                <ActionIcon aria-label={`${t("common.edit")} ${contact.name}`} onClick={() => setEdited(contact)}>
                  <IconPencil size={18} aria-hidden="true" />
                </ActionIcon>
                <ActionIcon aria-label={`${t("common.remove")} ${contact.name}`} onClick={() => setRemoved(contact)}>
                  <IconTrash size={18} aria-hidden="true" />
                </ActionIcon>
              </>
            ) : null}
          </li>
        ))}
      </ul>
      {edited ? (
        <ContactDialog accountId={accountId} contact={edited === "new" ? null : edited} onClose={() => setEdited(null)} />
      ) : null}
      {removed ? <RemoveContactDialog contact={removed} onClose={() => setRemoved(null)} /> : null}
    </Panel>
  );
}
