import type { ReactNode } from "react";
import styles from "@/ui/Tag.module.css";

export type Tone = "plain" | "brand" | "good" | "warn" | "bad" | "offer";

/** A short word with a colour; the word alone says it too. */
export function Tag({ tone = "plain", icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={styles.tag} data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}
