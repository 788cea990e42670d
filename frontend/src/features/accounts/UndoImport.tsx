import { Button } from "@mantine/core";
import { useProblem } from "@/api/useProblem";
import type { useUndoImport } from "@/features/accounts/useImport";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

interface Props {
  /** The accounts that the file added, with their names. */
  added: ReadonlyMap<number, string>;
  taking: ReturnType<typeof useUndoImport>;
}

/** The way back from an import, and what came of it: accounts that somebody uses by now stay. */
export function UndoImport({ added, taking: { undoing, done } }: Props) {
  const { t, list } = useWords();
  const problem = useProblem();
  const kept = undoing.data?.filter(({ is_removed }) => !is_removed).map(({ account_id }) => added.get(account_id) ?? "");
  if (kept)
    return (
      <p role="status" data-taken-back={added.size - kept.length}>
        {t("importing.undone", { n: added.size - kept.length })} {kept.length > 0 ? t("importing.undone_kept", { names: list(kept) }) : null}
      </p>
    );
  return (
    <>
      <Problem text={undoing.error ? problem(undoing.error) : null} />
      <Button variant="default" loading={undoing.isPending} onClick={() => undoing.mutate([...added.keys()])} data-undo-import>
        {t("importing.undo")}
      </Button>
      {undoing.isPending ? <p role="status">{t("importing.undoing", { done, all: added.size })}</p> : null}
    </>
  );
}
