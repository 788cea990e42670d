import { IconAlertTriangle } from "@tabler/icons-react";
import styles from "@/ui/Problem.module.css";

/** Says what failed, announced at once; what was typed stays where it is. */
export function Problem({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <p className={styles.problem} role="alert">
      <IconAlertTriangle size={18} aria-hidden="true" />
      {text}
    </p>
  );
}
