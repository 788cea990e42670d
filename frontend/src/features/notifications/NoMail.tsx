import { useMe } from "@/api/session";
import styles from "@/ui/Rows.module.css";
import { useWords } from "@/ui/useWords";

/** Says that this installation sends no mail, and to whoever looks after it what it needs for that. */
export function NoMail() {
  const { t } = useWords();
  const me = useMe();
  return (
    <p className={styles.quiet} data-no-mail>
      {t("notifications.no_mail")} {t(me.role === "admin" ? "notifications.no_mail_admin" : "notifications.no_mail_ask")}
    </p>
  );
}
