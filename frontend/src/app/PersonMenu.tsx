import { Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";
import { Link } from "react-router";
import { CHINESE } from "@/app/Choices";
import { placesOf } from "@/app/places";
import styles from "@/app/PersonMenu.module.css";
import { useMe } from "@/api/session";
import { useSignOut } from "@/features/identity/api";
import type { Language } from "@/lib/words";
import { Face } from "@/ui/Face";
import { useWords } from "@/ui/useWords";

const SCHEMES = ["light", "dark", "auto"] as const;
const LANGUAGES = [
  ["zh", CHINESE],
  ["en", "English"],
] as const;

/** Who is signed in, with language, appearance and the way out. */
export function PersonMenu() {
  const { t, language, speak } = useWords();
  const me = useMe();
  const signOut = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="top-start" width={220} shadow="md" withinPortal={false} withInitialFocusPlaceholder={false}>
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
        <Menu.RadioGroup value={language} onChange={(code) => speak(code as Language)}>
          {LANGUAGES.map(([code, label]) => (
            <Menu.RadioItem key={code} value={code} closeMenuOnClick>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Label>{t("shell.appearance")}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as (typeof SCHEMES)[number])}
        >
          {SCHEMES.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme} closeMenuOnClick>
              {t(`shell.scheme_${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        {placesOf(me)
          .filter(({ where }) => where !== "bar")
          .map(({ to, key, Icon }) => (
            <Menu.Item key={to} component={Link} to={to} leftSection={<Icon size={16} aria-hidden="true" />}>
              {t(key)}
            </Menu.Item>
          ))}
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden="true" />} onClick={() => signOut.run()}>
          {t("shell.sign_out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
