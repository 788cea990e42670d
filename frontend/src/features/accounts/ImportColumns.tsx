import { NativeSelect } from "@mantine/core";
import type { ImportTable } from "@/api/types";
import styles from "@/features/accounts/ImportColumns.module.css";
import { claimedTwice, FIELDS, type Field, type Fields } from "@/features/accounts/importing";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

interface Props {
  table: ImportTable;
  fields: Fields;
  isBusy: boolean;
  onChange: (fields: Fields) => void;
}

/** Says of each column of the file what it means; the guess of the headings can be changed. */
export function ImportColumns({ table, fields, isBusy, onChange }: Props) {
  const { t } = useWords();
  const twice = claimedTwice(fields);
  const problem = twice ? t("importing.field_twice", { field: t(`importing.field_${twice}`) }) : fields.includes("name") ? null : t("importing.name_missing");
  const example = (place: number) => table.rows.find(({ cells }) => cells[place])?.cells[place] ?? "";
  const options = [{ value: "", label: t("importing.skip") }, ...FIELDS.map((value) => ({ value, label: t(`importing.field_${value}`) }))];
  return (
    <>
      <p className={styles.lead}>{t("importing.columns_text")}</p>
      <div className={styles.columns}>
        {table.columns.map(({ heading }, place) => (
          <NativeSelect
            // Columns have no names of their own, and never move.
            // oxlint-disable-next-line react/no-array-index-key
            key={place}
            label={heading ? t("importing.column", { heading }) : t("importing.unnamed", { n: place + 1 })}
            description={example(place) ? t("importing.example", { text: example(place).slice(0, 40) }) : undefined}
            data={options}
            disabled={isBusy}
            value={fields[place] ?? ""}
            onChange={(event) => onChange(fields.with(place, (event.currentTarget.value || null) as Field | null))}
          />
        ))}
      </div>
      <Problem text={problem} />
    </>
  );
}
