import type { ReactNode } from "react";
import styles from "@/ui/Page.module.css";
import { usePageTitle } from "@/ui/usePageTitle";

interface Props {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  /** What lies in the gap below the heading, without moving anything. */
  note?: ReactNode;
  children: ReactNode;
}

/** One screen: its heading, what can be done with it, and its content. */
export function Page({ title, lead, actions, note, children }: Props) {
  usePageTitle(title);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div className={styles.titles}>
          <h1 className={styles.title}>{title}</h1>
          {lead}
        </div>
        {actions ? <div className={styles.actions}>{actions}</div> : null}
        {note}
      </header>
      {children}
    </div>
  );
}
