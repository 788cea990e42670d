import { Button } from "@mantine/core";
import { Link } from "react-router";
import { Empty } from "@/ui/Empty";
import { Page } from "@/ui/Page";
import { useWords } from "@/ui/useWords";

export function MissingPage() {
  const { t } = useWords();
  return (
    <Page title={t("shell.not_found_title")}>
      <Empty title={t("shell.not_found_text")}>
        <Button component={Link} to="/inbox">
          {t("shell.to_inbox")}
        </Button>
      </Empty>
    </Page>
  );
}
