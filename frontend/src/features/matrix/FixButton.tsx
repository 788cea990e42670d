import { Button } from "@mantine/core";
import { Link } from "react-router";
import type { Finding } from "@/api/types";
import { fixOf, isFixedInPlace } from "@/features/matrix/fix";
import { useWords } from "@/ui/useWords";

/** What repairs a finding: a dialog right here, or where nothing here can, the page that does. */
export function FixButton({ finding, onFix }: { finding: Finding; onFix: (finding: Finding) => void }) {
  const { t } = useWords();
  const label = t(`matrix.fix_${finding.fix}`);
  if (isFixedInPlace(finding)) {
    return (
      <Button size="xs" variant="default" data-fix={finding.fix} onClick={() => onFix(finding)}>
        {label}
      </Button>
    );
  }
  return (
    <Button component={Link} to={fixOf(finding)} size="xs" variant="default">
      {label}
    </Button>
  );
}
