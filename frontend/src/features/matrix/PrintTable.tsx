import type { ReactNode } from "react";
import { CellLetters } from "@/features/matrix/CellLetters";
import { type Across, cellsOf, type Column, type Line } from "@/features/matrix/model";
import styles from "@/features/matrix/PrintTable.module.css";
import { useWords } from "@/ui/useWords";

interface Props {
  lines: Line[];
  columns: Column[];
  across: Across;
  caption: string;
  foot: ReactNode;
}

/** The whole sheet as a plain table, for paper; its head and its foot are repeated on every page. */
export function PrintTable({ lines, columns, across, caption, foot }: Props) {
  const { t, name } = useWords();
  return (
    <table className={styles.table} data-paper>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t("matrix.node")}</th>
          {columns.map((column) => (
            <th key={column.id} scope="col" data-across={across}>
              <span>{column.name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tfoot>
        <tr>
          <td colSpan={columns.length + 1}>{foot}</td>
        </tr>
      </tfoot>
      <tbody>
        {lines.map((line) => {
          if (line.kind === "group")
            return (
              <tr key={line.key} className={styles.group}>
                <th colSpan={columns.length + 1}>
                  {line.deal?.account} · {line.deal?.title}
                </th>
              </tr>
            );
          const cells = cellsOf(line, across);
          return (
            <tr key={line.key}>
              <th scope="row">
                {line.template?.code} {line.template ? name(line.template.name) : ""}
              </th>
              {columns.map((column) => {
                const letters = cells.get(column.id);
                return <td key={column.id}>{letters ? <CellLetters letters={letters} column={column} across={across} /> : null}</td>;
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
