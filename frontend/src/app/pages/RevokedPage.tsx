import { Button, Group } from "@mantine/core";
import { IconDoorExit } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { Link } from "react-router";
import { rescued, watchRescued } from "@/lib/rescued";
import { Empty } from "@/ui/Empty";
import { say } from "@/ui/notice";
import { Page } from "@/ui/Page";
import { useWords } from "@/ui/useWords";

interface Props {
  what: "room" | "account";
  onRetry: () => void;
  /** The room in which they may have been writing at that moment. */
  rescuedFrom?: number;
}

/** Somebody took me out while I was looking: says so, and shows nothing of it any more. */
export function RevokedPage({ what, onRetry, rescuedFrom }: Props) {
  const words = useSyncExternalStore(watchRescued, () => (rescuedFrom === undefined ? null : rescued(rescuedFrom)));
  const { t } = useWords();
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    say(t("notes.copied"));
  };
  return (
    <Page title={t(`shell.revoked_${what}`)}>
      <Empty icon={<IconDoorExit aria-hidden="true" />} title={t(`shell.revoked_${what}_text`)}>
        <Group>
          <Button component={Link} to="/inbox">
            {t("shell.to_inbox")}
          </Button>
          {words ? (
            <Button variant="default" onClick={() => void copy(words)}>
              {t("notes.copy_unsaved")}
            </Button>
          ) : null}
          <Button variant="default" onClick={onRetry}>
            {t("common.retry")}
          </Button>
        </Group>
      </Empty>
    </Page>
  );
}
