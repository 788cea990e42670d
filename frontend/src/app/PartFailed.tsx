import { Button } from "@mantine/core";
import { useProblem } from "@/api/useProblem";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

/** In the place of a part of a page that could not be read: why, and once more. */
export function PartFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useWords();
  const problem = useProblem();
  return (
    <>
      <Problem text={problem(error)} />
      <Button mt="sm" onClick={onRetry}>
        {t("common.retry")}
      </Button>
    </>
  );
}
