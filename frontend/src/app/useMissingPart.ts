import { say } from "@/ui/notice";
import { useWords } from "@/ui/useWords";

/** Returns what says that a part of the page could not be loaded, and offers to load the page anew. */
export function useMissingPart(): () => void {
  const { t } = useWords();
  return () => say(t("shell.part_missing"), { tone: "bad", link: { text: t("shell.reload"), act: () => location.reload() } });
}
