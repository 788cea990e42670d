import { IconBell, IconSearch } from "@tabler/icons-react";
import { Link, NavLink } from "react-router";
import styles from "@/app/Navigation.module.css";
import { PersonMenu } from "@/app/PersonMenu";
import { placesOf } from "@/app/places";
import { openPalette } from "@/app/Shortcuts";
import { useMe } from "@/api/session";
import { Mark } from "@/ui/Mark";
import { useWords } from "@/ui/useWords";

/** The way to every page; beside the content, or below it on a small screen. */
export function Navigation({ waiting, unread }: { waiting: number; unread: number }) {
  const { t } = useWords();
  const me = useMe();
  return (
    <nav aria-label={t("shell.main_navigation")} className={styles.bar}>
      <div className={styles.brand}>
        <Mark />
        <span>{t("shell.product")}</span>
      </div>
      <div className={styles.places}>
        <button type="button" className={styles.find} aria-keyshortcuts="Control+K" onClick={openPalette}>
          <IconSearch size={20} stroke={1.75} aria-hidden="true" />
          <span>{t("common.search")}</span>
          <kbd className={styles.key} aria-hidden="true">
            Ctrl K
          </kbd>
        </button>
        {placesOf(me).filter(({ where }) => where === "bar" || where === "leader").map(({ to, key, Icon }) => (
          <NavLink key={to} to={to} className={styles.place}>
            <Icon size={20} stroke={1.75} aria-hidden="true" />
            <span>{t(key)}</span>
            {to === "/inbox" && waiting > 0 ? (
              <span className={styles.badge}>
                <span aria-hidden="true">{waiting}</span>
                <span className={styles.hidden}>{t("shell.waiting_count", { n: waiting })}</span>
              </span>
            ) : null}
          </NavLink>
        ))}
      </div>
      <Link
        to="/inbox?box=information"
        className={styles.bell}
        aria-label={unread > 0 ? t("notifications.unread_count", { n: unread }) : t("notifications.bell")}
      >
        <IconBell size={20} stroke={1.75} aria-hidden="true" />
        {unread > 0 ? (
          <span className={styles.unread} aria-hidden="true">
            {unread > 99 ? "99+" : unread}
          </span>
        ) : null}
      </Link>
      <PersonMenu />
    </nav>
  );
}
