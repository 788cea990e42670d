import { Button } from "@mantine/core";
import { IconShare } from "@tabler/icons-react";
import { shareAddress } from "@/lib/shareAddress";
import { say } from "@/ui/notice";
import { useWords } from "@/ui/useWords";

/** Gives the address of what is on screen to somebody else. */
export function ShareButton({ title }: { title: string }) {
  const { t } = useWords();
  const share = async () => {
    const link = window.location.href;
    const done = await shareAddress(link, title);
    if (done === "copied") say(t("deals.link_copied"));
    if (done === "neither") say(t("deals.link_is", { link }), { tone: "info" });
  };
  return (
    <Button variant="default" px="xs" aria-label={t("deals.share")} title={t("deals.share")} onClick={() => void share()} data-share>
      <IconShare size={18} aria-hidden="true" />
    </Button>
  );
}
