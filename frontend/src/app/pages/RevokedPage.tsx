import { Button, Group } from "@mantine/core";
import { IconDoorExit } from "@tabler/icons-react";
import { Link } from "react-router";
import { Empty } from "@/ui/Empty";
import { Page } from "@/ui/Page";
import { useWords } from "@/ui/useWords";

interface Props {
  what: "room" | "account";
  onRetry: () => void;
}

/** Somebody took me out while I was looking: says so, and shows nothing of it any more. */
export function RevokedPage({ what, onRetry }: Props) {
  const { t } = useWords();
  return (
    <Page title={t(`shell.revoked_${what}`)}>
      <Empty icon={<IconDoorExit aria-hidden="true" />} title={t(`shell.revoked_${what}_text`)}>
        <Group>
          <Button component={Link} to="/inbox">
            {t("shell.to_inbox")}
          </Button>
          <Button variant="default" onClick={onRetry}>
            {t("common.retry")}
          </Button>
        </Group>
      </Empty>
    </Page>
  );
}
