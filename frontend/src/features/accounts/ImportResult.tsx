import { Button, Group } from "@mantine/core";
import { IconCircleCheck, IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Judged } from "@/features/accounts/importing";
import { toCsv } from "@/features/accounts/importing";
import { ImportPreview } from "@/features/accounts/ImportPreview";
import type { ReadFile } from "@/features/accounts/useImport";
import { useProblemsOf } from "@/features/accounts/useProblemsOf";
import { saveFile } from "@/lib/saveFile";
import { Empty } from "@/ui/Empty";
import { Panel } from "@/ui/Panel";
import { useWords } from "@/ui/useWords";

const NOBODY: ReadonlySet<number> = new Set();

interface Props {
  file: ReadFile;
  /** How every row of the file ended. */
  judged: Judged[];
  /** The way back: offered while something was added. */
  undo: ReactNode;
  onAgain: () => void;
}

/** What became of a file: how many accounts there are now, and the rows that were left out, to take away. */
export function ImportResult({ file, judged, undo, onAgain }: Props) {
  const { t } = useWords();
  const problemsOf = useProblemsOf();
  const rest = judged.filter(({ state }) => state !== "added");
  const word = ({ outcome, state, firstLine }: Judged) =>
    state === "refused" ? problemsOf(outcome).join("; ") : state === "double" ? t("importing.state_double", { n: firstLine ?? 0 }) : t(`importing.state_${state}`);
  const takeAway = () => {
    const cells = new Map(file.table.rows.map((row) => [row.line, row.cells]));
    const head = [...file.table.columns.map(({ heading }) => heading), t("importing.problem_heading")];
    const lines = rest.map((each) => [...(cells.get(each.row.line) ?? []), word(each)]);
    const table = new Blob([toCsv([head, ...lines])], { type: "text/csv" });
    saveFile(`${file.name.replace(/\.\w+$/, "")}-rest.csv`, table);
  };
  return (
    <>
      <Empty
        icon={<IconCircleCheck aria-hidden="true" />}
        title={t("importing.done", { n: judged.length - rest.length })}
        text={rest.length > 0 ? t("importing.done_rest", { n: rest.length }) : t("importing.all_in")}
      >
        <Group justify="center">
          {rest.length > 0 ? (
            <Button onClick={takeAway} leftSection={<IconDownload size={16} aria-hidden="true" />}>
              {t("importing.download_rest")}
            </Button>
          ) : null}
          <Button component={Link} to="/accounts" variant="default">
            {t("importing.to_accounts")}
          </Button>
          <Button variant="default" onClick={onAgain}>
            {t("importing.again")}
          </Button>
          {undo}
        </Group>
      </Empty>
      {rest.length > 0 ? (
        <Panel title={t("importing.state_refused")}>
          <ImportPreview judged={rest} anyway={NOBODY} onAnyway={() => undefined} />
        </Panel>
      ) : null}
    </>
  );
}
