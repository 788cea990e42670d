import { Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconLogout } from "@tabler/icons-react";
import { CHINESE } from "@/app/Choices";
import styles from "@/app/PersonMenu.module.css";
import { useMe } from "@/api/session";
import { useSignOut } from "@/features/identity/api";
import { Face } from "@/ui/Face";
import { useWords } from "@/ui/useWords";

const SCHEMES = ["light", "dark", "auto"] as const;
const LANGUAGES = [
  ["zh", CHINESE],
  ["en", "English"],
] as const;

function tick(isOn: boolean) {
  return isOn ? <IconCheck size={16} aria-hidden="true" /> : null;
}

/** Who is signed in, with language, appearance and the way out. */
export function PersonMenu() {
  const { t, language, speak } = useWords();
  const me = useMe();
  const signOut = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="top-start" width={220} shadow="md">
      <Menu.Target>
        <UnstyledButton className={styles.me} aria-label={t("shell.account_menu", { name: me.name })}>
          <Face name={me.name} id={me.id} />
          <span className={styles.text}>
            <span className={styles.name}>{me.name}</span>
            <span className={styles.role}>{t(`identity.role_${me.role}`)}</span>
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("shell.language")}</Menu.Label>
        {LANGUAGES.map(([code, label]) => (
          <Menu.Item
            key={code}
            role="menuitemradio"
            aria-checked={language === code}
            rightSection={tick(language === code)}
            onClick={() => speak(code)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Label>{t("shell.appearance")}</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={colorScheme === scheme}
            rightSection={tick(colorScheme === scheme)}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`shell.scheme_${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden="true" />} onClick={() => signOut.run()}>
          {t("shell.sign_out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
