import type { Load } from "@/api/types";
import styles from "@/features/matrix/LoadMap.module.css";
import { useWords } from "@/ui/useWords";

interface Props {
  load: Load;
  onPerson: (id: number, at: string) => void;
}

/** Who carries how much: people by weeks or stages; a darker cell is more, and the number says it too. */
export function LoadMap({ load, onPerson }: Props) {
  const { t, day } = useWords();
  const names = new Map(load.people.map((person) => [person.id, person.name]));
  const most = Math.max(1, ...load.data.flatMap((row) => row.counts));
  const columns = load.by === "week" ? load.weeks : load.stages;
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t("matrix.load")}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("matrix.person")}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {load.by === "week" ? day(column) : t(`matrix.stage_${column as "S1"}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {load.data.map((row) => (
            <tr key={row.person_id}>
              <th scope="row">{names.get(row.person_id)}</th>
              {row.counts.map((count, place) => (
                <td key={columns[place]} data-level={count === 0 ? 0 : Math.ceil((count / most) * 5)}>
                  {count > 0 ? (
                    <button type="button" onClick={() => onPerson(row.person_id, load.by === "week" ? (columns[place] ?? "") : "")}>
                      {count}
                    </button>
                  ) : (
                    <span aria-hidden="true">·</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {load.more ? <p className={styles.more}>{t("matrix.load_more")}</p> : null}
    </div>
  );
}
