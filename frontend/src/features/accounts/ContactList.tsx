import { ActionIcon, Button } from "@mantine/core";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { Contact } from "@/api/types";
import { ContactDialog } from "@/features/accounts/ContactDialog";
import { RemoveContactDialog } from "@/features/accounts/RemoveContactDialog";
import styles from "@/features/accounts/ContactList.module.css";
import { Panel } from "@/ui/Panel";
import { Tag, type Tone } from "@/ui/Tag";
import { useEdited } from "@/ui/useEdited";
import { useWords } from "@/ui/useWords";

const TONES: Record<Contact["influence"], Tone> = { decider: "brand", influencer: "offer", user: "good", unknown: "plain" };

interface Props {
  accountId: number;
  contacts: Contact[];
  mayEdit: boolean;
}

/** Who decides comes first. */
const CHAIN: Contact["influence"][] = ["decider", "influencer", "user", "unknown"];

/** The people on the customer's side, along the chain in which a decision is made. */
export function ContactList({ accountId, contacts, mayEdit }: Props) {
  const { t } = useWords();
  const edited = useEdited(contacts);
  const [removed, setRemoved] = useState<Contact | null>(null);
  const add = mayEdit ? (
    <Button variant="light" size="compact-sm" leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => edited.edit("new")}>
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
      {contacts.length > 0 && !contacts.some(({ influence }) => influence === "decider") ? (
        <p className={styles.gap}>{t("accounts.chain_gap")}</p>
      ) : null}
      {CHAIN.map((influence) => {
        const group = contacts.filter((contact) => contact.influence === influence);
        return group.length === 0 ? null : (
          <section key={influence} className={styles.group} aria-label={t(`accounts.influence_${influence}`)}>
            <h3 className={styles.influence}>
              <Tag tone={TONES[influence]}>{t(`accounts.influence_${influence}`)}</Tag>
            </h3>
            <ul className={styles.contacts}>
              {group.map((contact) => (
                <ContactLine key={contact.id} contact={contact} mayEdit={mayEdit} onEdit={edited.edit} onRemove={setRemoved} />
              ))}
            </ul>
          </section>
        );
      })}
      {edited.isOpen ? <ContactDialog accountId={accountId} contact={edited.known} onClose={edited.close} /> : null}
      {removed ? <RemoveContactDialog contact={removed} onClose={() => setRemoved(null)} /> : null}
    </Panel>
  );
}

interface LineProps {
  contact: Contact;
  mayEdit: boolean;
  onEdit: (contact: Contact) => void;
  onRemove: (contact: Contact) => void;
}

function ContactLine({ contact, mayEdit, onEdit, onRemove }: LineProps) {
  const { t } = useWords();
  return (
    <li className={styles.contact} data-contact={contact.id}>
      <div className={styles.text}>
        <p className={styles.name}>{contact.name}</p>
        <p className={styles.dim}>{[contact.title, contact.phone, contact.email].filter(Boolean).join(" · ")}</p>
      </div>
      {mayEdit ? (
        <>
          <ActionIcon aria-label={`${t("common.edit")} ${contact.name}`} onClick={() => onEdit(contact)}>
            <IconPencil size={18} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon aria-label={`${t("common.remove")} ${contact.name}`} onClick={() => onRemove(contact)}>
            <IconTrash size={18} aria-hidden="true" />
          </ActionIcon>
        </>
      ) : null}
    </li>
  );
}
