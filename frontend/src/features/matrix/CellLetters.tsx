import { usePeople } from "@/api/people";
import styles from "@/features/matrix/CellLetters.module.css";
import type { Across, Column, Letter } from "@/features/matrix/model";
import { useWords } from "@/ui/useWords";

const SIGNS = { came: "+", went: "−" } as const;

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
        {byPerson(letters).map((held) => (
          <span key={held[0]?.person} className={styles.one}>
            {held.map((letter) => (
              <span key={`${letter.duty}${letter.change}`} className={styles.letter} data-duty={letter.duty} data-change={letter.change}>
                {letter.change ? SIGNS[letter.change] : ""}
                {letter.duty}
              </span>
            ))}
            {across === "roles" ? <span className={styles.who}>{nameOf(held[0]?.person)}</span> : null}
          </span>
        ))}
      </span>
    </>
  );
}

/** Each person's letters together; the same duty by two roles is one letter. */
function byPerson(letters: Letter[]): Letter[][] {
  const found = new Map<number, Map<string, Letter>>();
  for (const letter of letters) {
    const held = found.get(letter.person) ?? new Map<string, Letter>();
    found.set(letter.person, held.set(`${letter.duty}${letter.change}`, letter));
  }
  return [...found.values()].map((held) => [...held.values()]);
}
