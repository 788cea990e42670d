import type { CSSProperties } from "react";
import styles from "@/ui/Face.module.css";

interface Props {
  /** Null draws the dashed circle of a vacant seat. */
  name: string | null;
  id?: number | null | undefined;
  size?: "small" | "normal" | "large";
}

/** A person's initials on a colour of their own; the name itself is written beside it, so it is hidden from readers. */
export function Face({ name, id, size = "normal" }: Props) {
  const hue = ((id ?? 0) * 137) % 360;
  return (
    <span
      aria-hidden="true"
      className={styles.face}
      data-size={size}
      data-vacant={name === null || undefined}
      style={{ "--hue": hue } as CSSProperties}
    >
      {name === null ? "+" : initials(name)}
    </span>
  );
}

/** The last two characters of a Chinese name, the first letters of others. */
function initials(name: string): string {
  const text = name.trim();
  if (/\p{Script=Han}/u.test(text)) return text.replaceAll(/[^\p{Script=Han}]/gu, "").slice(-2);
  const words = text.split(/\s+/);
  const letters = [words[0]?.[0], words.length > 1 ? words.at(-1)?.[0] : words[0]?.[1]];
  return letters.join("").toUpperCase();
}
