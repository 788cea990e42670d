import { SegmentedControl, useMantineColorScheme } from "@mantine/core";
import styles from "@/app/Choices.module.css";
import type { Language } from "@/lib/words";
import { useWords } from "@/ui/useWords";

/** Language and appearance, kept in this browser. */
export function Choices() {
  const { t, language, speak } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className={styles.choices}>
      <SegmentedControl
        aria-label={t("shell.language")}
        value={language}
        onChange={(value) => speak(value as Language)}
        data={[
          { value: "zh", label: <span lang="zh-CN">{CHINESE}</span> },
          { value: "en", label: <span lang="en">English</span> },
        ]}
      />
      <SegmentedControl
        aria-label={t("shell.appearance")}
        value={colorScheme}
        onChange={(value) => setColorScheme(value as "light" | "dark" | "auto")}
        data={[
          { value: "light", label: t("shell.scheme_light") },
          { value: "dark", label: t("shell.scheme_dark") },
          { value: "auto", label: t("shell.scheme_auto") },
        ]}
      />
    </div>
  );
}

/** A language is always named in itself. */
export const CHINESE = new Intl.DisplayNames("zh", { type: "language" }).of("zh");
