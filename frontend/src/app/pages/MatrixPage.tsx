import { SegmentedControl } from "@mantine/core";
import { GapsView } from "@/app/matrix/GapsView";
import { GridView } from "@/app/matrix/GridView";
import { LoadView } from "@/app/matrix/LoadView";
import { MatrixFilters } from "@/app/matrix/MatrixFilters";
import { MatrixTools } from "@/app/matrix/MatrixTools";
import { PersonView } from "@/app/matrix/PersonView";
import styles from "@/app/pages/MatrixPage.module.css";
import { ExportMenu } from "@/features/matrix/ExportMenu";
import { ProofBadge } from "@/features/matrix/ProofBadge";
import { filtersOf, NAMES } from "@/features/matrix/question";
import { usePageTitle } from "@/ui/usePageTitle";
import { useFilter } from "@/ui/useFilter";
import { useWords } from "@/ui/useWords";

const VIEWS = ["grid", "gaps", "load", "person"] as const;

/** The responsibility matrix of all deals I may see; the address says which part, when, and how. */
export function MatrixPage() {
  const { t } = useWords();
  const [question, change] = useFilter(NAMES);
  usePageTitle(t("matrix.title"));
  const view = VIEWS.find((each) => each === question.view) ?? "grid";
  const View = { grid: GridView, gaps: GapsView, load: LoadView, person: PersonView }[view];
  return (
    <div className={styles.page} data-wide-paper>
      <header className={styles.head}>
        <h1 className={styles.title}>{t("matrix.title")}</h1>
        <ProofBadge dealId={null} />
        <SegmentedControl
          aria-label={t("matrix.views")}
          value={view}
          onChange={(value) => change({ view: value === "grid" ? "" : value })}
          data={VIEWS.map((value) => ({ value, label: t(`matrix.view_${value}`) }))}
        />
        <ExportMenu wanted={{ ...filtersOf(question), at: question.at, group: question.group }} />
      </header>
      <MatrixTools question={question}>
        <MatrixFilters question={question} onChange={change} />
        <View question={question} onChange={change} />
      </MatrixTools>
    </div>
  );
}
