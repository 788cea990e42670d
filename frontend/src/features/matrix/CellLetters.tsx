import { usePeople } from "@/api/people";
import styles from "@/features/matrix/CellLetters.module.css";
import type { Across, Column, Letter } from "@/features/matrix/model";
import { useWords } from "@/ui/useWords";

interface Props {
  letters: Letter[];
  column: Column;
  across: Across;
}

/** The duties in one cell as letters with a colour; in a comparison with a sign for what came and went. */
export function CellLetters({ letters, column, across }: Props) {
  const { t } = useWords();
  const { nameOf } = usePeople();
  const said = letters.map((letter) => {
    const who = across === "roles" ? nameOf(letter.person) : column.name;
    const duty = t(`responsibilities.duty_${letter.duty}`);
    if (letter.change === "came") return t("matrix.came", { person: who, duty });
    if (letter.change === "went") return t("matrix.went", { person: who, duty });
    return t("matrix.has", { person: who, duty });
  });
  return (
    <>
      <span className={styles.hidden}>{said.join(", ")}</span>
      <span className={styles.letters} aria-hidden="true">
        {unique(letters).map((letter) => (
          <span key={`${letter.duty}${letter.person}${letter.change}`} className={styles.one}>
            <span className={styles.letter} data-duty={letter.duty} data-change={letter.change}>
              {letter.change === "came" ? "+" : letter.change === "went" ? "−" : ""}
              {letter.duty}
            </span>
            {across === "roles" ? <span className={styles.who}>{nameOf(letter.person)}</span> : null}
          </span>
        ))}
      </span>
    </>
  );
}

/** A person with the same duty by two roles has one letter. */
function unique(letters: Letter[]): Letter[] {
  const found = new Map(letters.map((letter) => [`${letter.duty}${letter.person}${letter.change}`, letter]));
  return [...found.values()];
}
