import { Button, Group } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "react-router";
import { ApiError } from "@/api/problem";
import { useProblem } from "@/api/useProblem";
import { Empty } from "@/ui/Empty";
import { Page } from "@/ui/Page";
import { useWords } from "@/ui/useWords";

interface Props {
  error: unknown;
  onRetry: () => void;
}

/** Says what failed, with a code and a way on. */
export function FailedPage({ error, onRetry }: Props) {
  const { t } = useWords();
  const problem = useProblem();
  const isMissing = error instanceof ApiError && error.status === 404;
  const code = error instanceof ApiError ? error.code : "client";
  const title = isMissing ? t("shell.not_found_title") : t("shell.page_failed");
  return (
    <Page title={title}>
      <Empty
        icon={<IconAlertTriangle aria-hidden="true" />}
        title={isMissing ? t("shell.not_found_text") : problem(error)}
        text={t("shell.code", { code })}
      >
        <Group>
          {isMissing ? null : <Button onClick={onRetry}>{t("common.retry")}</Button>}
          <Button component={Link} to="/inbox" variant="default">
            {t("shell.to_inbox")}
          </Button>
        </Group>
      </Empty>
    </Page>
  );
}
