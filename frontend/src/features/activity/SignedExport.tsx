import { Button, Loader } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useCallback, useRef } from "react";
import { ApiError } from "@/api/problem";
import { useProblem } from "@/api/useProblem";
import styles from "@/features/activity/SignedExport.module.css";
import { type Progress, useSignedExport } from "@/features/activity/useSignedExport";
import { Problem } from "@/ui/Problem";
import { type Wording, useWords } from "@/ui/useWords";

/** Takes all entries of a stream away as a file whose last line is signed, and says how it is checked. */
export function SignedExport({ stream }: { stream: string }) {
  const wording = useWords();
  const { t } = wording;
  const problem = useProblem();
  const { progress, take, stop } = useSignedExport(stream);
  const button = useRef<HTMLButtonElement>(null);
  const cancelButton = useRef<HTMLButtonElement>(null);
  const isBusy = ["making", "arriving", "waiting"].includes(progress.at);
  const cancel = () => {
    stop();
    button.current?.focus();
  };
  // Cancel goes when the file is here: whoever stands on it stays with the export.
  const end = useCallback((node: HTMLButtonElement | null) => {
    if (node === null && document.activeElement === cancelButton.current) button.current?.focus();
    cancelButton.current = node;
  }, []);
  return (
    <div className={styles.row}>
      <Button
        ref={button}
        // Not disabled while it works: the focus would be lost.
        onClick={take}
        aria-disabled={isBusy}
        data-busy={isBusy || undefined}
        className={styles.take}
        size="compact-sm"
        variant="default"
        leftSection={isBusy ? <Loader size={16} aria-hidden="true" /> : <IconDownload size={16} aria-hidden="true" />}
      >
        {t("activity.export")}
      </Button>
      <span className={styles.state} role="status">
        {said(wording, progress)}
      </span>
      {progress.at === "arriving" ? <span className={styles.part}>{part(wording, progress)}</span> : null}
      {isBusy ? (
        <Button ref={end} size="compact-sm" variant="subtle" onClick={cancel}>
          {t("common.cancel")}
        </Button>
      ) : null}
      {progress.at === "refused" ? (
        <div className={styles.refused}>
          <Problem text={refusal(wording, progress.error) ?? problem(progress.error)} />
        </div>
      ) : null}
      <p className={styles.hint}>{t("activity.export_hint")}</p>
    </div>
  );
}

function said({ t }: Wording, progress: Progress): string {
  if (progress.at === "making") return t("activity.export_making");
  if (progress.at === "arriving") return t("activity.export_arriving");
  if (progress.at === "waiting") return t("activity.export_waiting", { seconds: progress.seconds });
  return progress.at === "saved" ? t("activity.export_saved", { name: progress.name }) : "";
}

function part({ t }: Wording, { arrived, whole }: { arrived: number; whole: number | null }): string {
  return whole === null ? t("activity.export_part", { arrived }) : t("activity.export_part_of", { arrived, whole });
}

/** What was wrong with an export and what helps, or null where it is nothing of exports alone. */
function refusal({ t }: Wording, error: unknown): string | null {
  if (!(error instanceof ApiError)) return null;
  const { code, problem, retryAfter } = error;
  if (code === "ledger_broken") return t("activity.export_broken", { entry: Number(problem.params?.entry) });
  if (code === "signing_key_unusable") return t("activity.export_no_key");
  if (code === "exports_busy") return t("activity.export_busy");
  if (code === "network") return t("activity.export_cut");
  return retryAfter === null ? null : t("activity.export_later", { seconds: retryAfter });
}
