import type { ReactNode } from "react";
import styles from "@/ui/Empty.module.css";

interface Props {
  icon?: ReactNode;
  title: string;
  text?: string | undefined;
  children?: ReactNode;
}

/** Says why there is nothing and offers one thing to do. */
export function Empty({ icon, title, text, children }: Props) {
  return (
    <div className={styles.empty} data-empty>
      {icon ? <span className={styles.icon}>{icon}</span> : null}
      <p className={styles.title}>{title}</p>
      {text ? <p className={styles.text}>{text}</p> : null}
      {children}
    </div>
  );
}
