import { IconHistory } from "@tabler/icons-react";
import { useCallback, useMemo, useState } from "react";
import { useNavigate } from "react-router";
import type { Difference, Matrix } from "@/api/types";
import { CellDetails } from "@/features/matrix/CellDetails";
import { Legend } from "@/features/matrix/Legend";
import { MatrixGrid } from "@/features/matrix/MatrixGrid";
import styles from "@/features/matrix/MatrixSheet.module.css";
import { type Across, type Column, type Grouping, type Letter, type Line, modelOf, type NodeLine } from "@/features/matrix/model";
import { PaperFoot } from "@/features/matrix/PaperFoot";
import { PrintTable } from "@/features/matrix/PrintTable";
import { usePrinting } from "@/features/matrix/usePrinting";
import { useRoleName } from "@/ui/useRoleName";
import { useWords } from "@/ui/useWords";

interface Props {
  pages: (Matrix | Difference)[];
  grouping: Grouping;
  across: Across;
  at: string;
  vs: string;
  /** What the sheet was narrowed by, in words; nothing when it shows everything. */
  filter?: string;
  hasMore: boolean;
  onReach: () => void;
  onColumn: (column: Column) => void;
}

const NOTHING: { line: NodeLine | null; letters: Letter[] } = { line: null, letters: [] };

/** The grid with its legend, what the past looks like, and what stands under the keyboard. */
export function MatrixSheet({ pages, grouping, across, at, vs, filter = "", hasMore, onReach, onColumn }: Props) {
  const { t, moment } = useWords();
  const nameOfRole = useRoleName();
  const navigate = useNavigate();
  const [look, setLook] = useState(NOTHING);
  const isPrinting = usePrinting();
  const { lines, columns } = useMemo(() => modelOf(pages, grouping, across, nameOfRole), [pages, grouping, across, nameOfRole]);
  const deal = grouping === "none" ? dealOf(lines) : "";
  const known = useKnownLength(lines.length, hasMore);
  const open = useCallback((line: NodeLine) => void navigate(`/deals/${line.dealId}?node=${line.nodeId}`), [navigate]);
  const when = vs
    ? t("matrix.comparison", { from: moment(vs), to: at ? moment(at) : t("responsibilities.as_of_now") })
    : at
      ? t("matrix.past", { at: moment(at) })
      : null;
  return (
    <div className={styles.sheet} data-past={at || vs ? true : undefined}>
      <div className={styles.head}>
        {when ? (
          <p className={styles.past}>
            <IconHistory size={18} aria-hidden="true" />
            {when}
          </p>
        ) : null}
        <Legend isComparison={vs !== ""} />
      </div>
      {isPrinting ? (
        <PrintTable
          lines={lines}
          columns={columns}
          across={across}
          caption={deal ? `${t("matrix.title")} · ${deal}` : t("matrix.title")}
          foot={<PaperFoot pages={pages} at={at} vs={vs} filter={deal || filter} />}
        />
      ) : (
        <MatrixGrid
          label={t("matrix.title")}
          lines={lines}
          columns={columns}
          across={across}
          known={known}
          hasMore={hasMore}
          onReach={onReach}
          onOpen={open}
          onColumn={onColumn}
          onLook={(line, letters) => setLook({ line, letters })}
        />
      )}
      <CellDetails line={look.line} letters={look.letters} />
    </div>
  );
}

function dealOf([first]: Line[]): string {
  return first?.deal ? `${first.deal.account} · ${first.deal.title}` : "";
}

/** Another moment begins at its first page: until the rest is read the sheet keeps its length, and nothing jumps. */
function useKnownLength(length: number, hasMore: boolean): number {
  const [most, setMost] = useState(length);
  if (length > most || (!hasMore && length !== most)) setMost(length);
  return hasMore ? Math.max(most, length) : length;
}
