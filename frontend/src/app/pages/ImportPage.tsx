import { Button, Group, Stack } from "@mantine/core";
import { useMemo, useState } from "react";
import { useFieldErrors, useProblem } from "@/api/useProblem";
import { ApiError } from "@/api/problem";
import type { ImportOutcome } from "@/api/types";
import { ImportColumns } from "@/features/accounts/ImportColumns";
import { ImportFile } from "@/features/accounts/ImportFile";
import { type Fields, type ImportRow, judge, wanted } from "@/features/accounts/importing";
import { ImportPreview } from "@/features/accounts/ImportPreview";
import { ImportResult } from "@/features/accounts/ImportResult";
import { UndoImport } from "@/features/accounts/UndoImport";
import { type ReadFile, useChecked, useReadFile, useRunImport, useUndoImport } from "@/features/accounts/useImport";
import styles from "@/app/pages/ImportPage.module.css";
import { say } from "@/ui/notice";
import { Page } from "@/ui/Page";
import { Panel } from "@/ui/Panel";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

/** Accounts from a file: choose, say what the columns mean, look at every row, import, take the rest away. */
export function ImportPage() {
  const { t } = useWords();
  const problem = useProblem();
  const [file, setFile] = useState<ReadFile | null>(null);
  const [fields, setFields] = useState<Fields>([]);
  const reading = useReadFile((read) => {
    setFile(read);
    setFields(read.table.columns.map((column) => column.field as Fields[number]));
  });
  const said = useFieldErrors(reading.error instanceof ApiError ? reading.error : null);
  const choose = (chosen: File) => reading.mutate(chosen);
  return (
    <Page
      title={t("importing.title")}
      actions={
        file ? (
          <Button variant="default" onClick={() => setFile(null)}>
            {t("importing.other_file")}
          </Button>
        ) : null
      }
    >
      {file ? (
        <Steps key={file.id} file={file} fields={fields} onFields={setFields} onAgain={() => setFile(null)} />
      ) : (
        <ImportFile isReading={reading.isPending} problem={reading.error ? (said("content") ?? problem(reading.error)) : null} onFile={choose} />
      )}
    </Page>
  );
}

interface StepsProps {
  file: ReadFile;
  fields: Fields;
  onFields: (fields: Fields) => void;
  onAgain: () => void;
}

function Steps({ file, fields, onFields, onAgain }: StepsProps) {
  const { t } = useWords();
  const problem = useProblem();
  const [anyway, setAnyway] = useState<ReadonlySet<number>>(new Set());
  const { query, checked, isReady } = useChecked(file, fields);
  const { running, done } = useRunImport();
  const taking = useUndoImport((removals) => {
    const removed = removals.filter(({ is_removed }) => is_removed).length;
    say(t("importing.undone", { n: removed }));
  });
  const found = query.data;
  const judged = useMemo(() => (found ? judge(found.rows, found.outcomes) : null), [found]);
  const ended = useMemo(() => {
    if (!judged || !running.data) return null;
    const became = new Map(running.data.map((outcome) => [outcome.line, outcome]));
    return judged.map((each) => {
      const outcome = became.get(each.row.line);
      return outcome ? { ...each, outcome, state: outcome.outcome } : each;
    });
  }, [judged, running.data]);
  const added = useMemo(() => addedBy(running.data, found?.rows), [running.data, found]);
  if (ended) {
    const undo = added.size > 0 ? <UndoImport added={added} taking={taking} /> : null;
    return <ImportResult file={file} judged={ended} undo={undo} onAgain={onAgain} />;
  }
  const offerUndo = (outcomes: ImportOutcome[]) => {
    const ids = [...addedBy(outcomes, found?.rows).keys()];
    if (ids.length > 0) say(t("importing.done", { n: ids.length }), { undo: () => taking.undoing.mutate(ids) });
  };
  const rows = judged ? wanted(judged, anyway) : [];
  const all = file.table.rows.length;
  const change = (next: Fields) => {
    // Other meanings, other rows: nothing of a run that stopped is gone on with.
    running.reset();
    onFields(next);
  };
  const changeAnyway = (line: number, isWanted: boolean) => {
    const next = new Set(anyway);
    if (isWanted) next.add(line);
    else next.delete(line);
    setAnyway(next);
  };
  return (
    <Stack gap="md">
      <Panel title={t("importing.columns")}>
        <ImportColumns table={file.table} fields={fields} isBusy={running.isPending} onChange={change} />
      </Panel>
      {isReady ? (
        <Panel title={t("importing.preview")}>
          {running.isPending ? (
            <Under label={t("importing.running", { done, all: rows.length })} part={done / Math.max(1, rows.length)} />
          ) : query.isFetching ? (
            <Under label={t("importing.checking", { done: checked, all })} part={checked / Math.max(1, all)} />
          ) : null}
          <Problem text={query.error ? problem(query.error) : running.error ? t("importing.stopped", { reason: problem(running.error) }) : null} />
          {judged ? (
            <>
              <Group justify="flex-end" mb="sm">
                <Button
                  disabled={rows.length === 0}
                  loading={running.isPending}
                  onClick={() => running.mutate(running.error ? null : rows, { onSuccess: offerUndo })}
                  data-import
                >
                  {running.error ? t("importing.go_on") : t("importing.run", { n: rows.length })}
                </Button>
              </Group>
              <ImportPreview judged={judged} anyway={anyway} onAnyway={changeAnyway} />
            </>
          ) : null}
        </Panel>
      ) : null}
    </Stack>
  );
}

/** The accounts that came of a run, with their names. */
function addedBy(outcomes: ImportOutcome[] | undefined, rows: ImportRow[] | undefined): ReadonlyMap<number, string> {
  const names = new Map(rows?.map(({ line, name = "" }) => [line, name]));
  const added = outcomes?.flatMap(({ account_id, line }) => (account_id === null ? [] : [[account_id, names.get(line) ?? ""] as const]));
  return new Map(added);
}

function Under({ label, part }: { label: string; part: number }) {
  return (
    <div role="status">
      <p>{label}</p>
      <progress className={styles.progress} value={part} aria-label={label} />
    </div>
  );
}
