import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { search } from "@/features/matrix/question";
import { useWords } from "@/ui/useWords";

/** Takes what the filters show away: as a workbook, as plain rows, or on paper. */
export function ExportMenu({ wanted }: { wanted: Record<string, string | undefined> }) {
  const { t, language } = useWords();
  const link = (format: string) => `/api/matrix/export?${search({ ...wanted, format, language })}`;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden="true" />}>
          {t("matrix.export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={link("xlsx")} download>
          {t("matrix.export_xlsx")}
        </Menu.Item>
        <Menu.Item component="a" href={link("csv")} download>
          {t("matrix.export_csv")}
        </Menu.Item>
        <Menu.Item component="a" href={link("pdf")} download>
          {t("matrix.export_pdf")}
        </Menu.Item>
        <Menu.Item onClick={() => window.print()}>{t("matrix.print")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
