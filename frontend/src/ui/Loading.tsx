import { Skeleton } from "@mantine/core";
import { useEffect, useState } from "react";
import styles from "@/ui/Loading.module.css";
import { useWords } from "@/ui/useWords";

const PATIENCE = 150;
const LINES = ["40%", "100%", "100%", "85%"];

/** A skeleton that waits a moment, so that fast answers do not flicker; as tall as a page, or only as its lines. */
export function Loading({ isPart = false }: { isPart?: boolean }) {
  const { t } = useWords();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return (
    <output className={isPart ? styles.part : styles.loading} aria-label={t("common.loading")}>
      {isShown ? LINES.map((width, line) => <Skeleton key={LINES.slice(0, line).join()} height={24} width={width} />) : null}
    </output>
  );
}
