import type { ReactNode } from "react";
import styles from "@/ui/Page.module.css";
import { usePageTitle } from "@/ui/usePageTitle";

interface Props {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** One screen: its heading, what can be done with it, and its content. */
export function Page({ title, lead, actions, children }: Props) {
  usePageTitle(title);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div className={styles.titles}>
          <h1 className={styles.title}>{title}</h1>
          {lead}
        </div>
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}
