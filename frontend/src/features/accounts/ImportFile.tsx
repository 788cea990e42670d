import { Button, FileButton, Loader } from "@mantine/core";
import { IconDownload, IconFileSpreadsheet } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import styles from "@/features/accounts/ImportFile.module.css";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

interface Props {
  isReading: boolean;
  problem: string | null;
  onFile: (file: File) => void;
}

/** Where a file is chosen or dropped, with templates to begin from. */
export function ImportFile({ isReading, problem, onFile }: Props) {
  const { t, language } = useWords();
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !isReading) onFile(file);
  };
  const template = (format: string) => `/api/accounts/import/template?format=${format}&language=${language}`;
  return (
    <div
      className={styles.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileSpreadsheet size={36} stroke={1.5} aria-hidden="true" />
      <p className={styles.text}>{t("importing.lead")}</p>
      <div className={styles.acts}>
        <span className={styles.hint}>{t("importing.drop")}</span>
        <FileButton accept=".csv,.xlsx,.txt,text/csv" onChange={(file) => file && onFile(file)}>
          {(props) => (
            <Button {...props} disabled={isReading} leftSection={isReading ? <Loader size={16} /> : null} data-choose>
              {isReading ? t("importing.reading") : t("importing.choose")}
            </Button>
          )}
        </FileButton>
      </div>
      <Problem text={problem} />
      <div className={styles.acts}>
        {(["xlsx", "csv"] as const).map((format) => (
          <Button
            key={format}
            component="a"
            href={template(format)}
            download
            variant="subtle"
            leftSection={<IconDownload size={16} aria-hidden="true" />}
          >
            {t(`importing.template_${format}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}
