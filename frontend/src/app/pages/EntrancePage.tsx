import { SetUpForm } from "@/features/identity/SetUpForm";
import { SignInForm } from "@/features/identity/SignInForm";
import { Choices } from "@/app/Choices";
import styles from "@/app/pages/EntrancePage.module.css";
import { Mark } from "@/ui/Mark";
import { usePageTitle } from "@/ui/usePageTitle";
import { useWords } from "@/ui/useWords";

/** The door: signing in, or creating the administrator of an empty installation. */
export function EntrancePage({ isFirstRun }: { isFirstRun: boolean }) {
  const { t } = useWords();
  const title = isFirstRun ? t("identity.set_up") : t("identity.sign_in");
  usePageTitle(title);
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <Mark size={40} />
          <span>{t("shell.product")}</span>
        </div>
        <div>
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.lead}>{isFirstRun ? t("identity.set_up_lead") : t("identity.sign_in_lead")}</p>
        </div>
        {isFirstRun ? <SetUpForm /> : <SignInForm />}
      </div>
      <Choices />
    </main>
  );
}
