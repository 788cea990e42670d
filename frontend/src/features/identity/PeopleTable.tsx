import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { Person } from "@/api/types";
import { Face } from "@/ui/Face";
import styles from "@/ui/Table.module.css";
import { Tag } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

export type PersonAct = "edit" | "password" | "deactivate" | "activate";

interface Props {
  people: Person[];
  teamName: (id: number | null) => string;
  /** Nobody ends their own access. */
  meId: number;
  onAct: (act: PersonAct, person: Person) => void;
}

/** Everybody of the installation, with what an admin does to them. */
export function PeopleTable({ people, teamName, meId, onAct }: Props) {
  const { t } = useWords();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("identity.name")}</th>
          <th scope="col">{t("identity.email")}</th>
          <th scope="col">{t("admin.role")}</th>
          <th scope="col">{t("admin.team")}</th>
          <th scope="col">{t("admin.state")}</th>
          <th scope="col">{t("common.more")}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.id} data-person={person.id}>
            <th scope="row">
              <span className={styles.person}>
                <Face name={person.name} id={person.id} size="small" /> {person.name}
              </span>
            </th>
            <td className={styles.quiet}>{person.email}</td>
            <td>{person.is_guest ? t("admin.guest") : t(`identity.role_${person.role}`)}</td>
            <td>{teamName(person.team_id)}</td>
            <td>
              {person.is_active ? <Tag tone="good">{t("admin.active")}</Tag> : <Tag>{t("admin.inactive")}</Tag>}
            </td>
            <td className={styles.acts}>
              <Acts person={person} isMe={person.id === meId} onAct={(act) => onAct(act, person)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Acts({ person, isMe, onAct }: { person: Person; isMe: boolean; onAct: (act: PersonAct) => void }) {
  const { t } = useWords();
  const ending: PersonAct[] = isMe ? [] : [person.is_active ? "deactivate" : "activate"];
  return (
    <Menu position="bottom-end" shadow="md" width={200} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon aria-label={`${t("common.more")} ${person.name}`}>
          <IconDots size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {(["edit", "password", ...ending] as const).map((act) => (
          <Menu.Item key={act} onClick={() => onAct(act)}>
            {t(`admin.act_${act}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
