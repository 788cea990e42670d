import { Button, Checkbox, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import type { Judged, State } from "@/features/accounts/importing";
import own from "@/features/accounts/ImportPreview.module.css";
import { useProblemsOf } from "@/features/accounts/useProblemsOf";
import styles from "@/ui/Rows.module.css";
import { Tag, type Tone } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";

const PAGE = 50;
const VIEWS = ["all", "fit", "refused", "duplicate"] as const;
type View = (typeof VIEWS)[number];
const TONES: Record<State, Tone> = { fit: "good", added: "good", refused: "bad", duplicate: "warn", double: "warn" };

interface Props {
  judged: Judged[];
  anyway: ReadonlySet<number>;
  onAnyway: (line: number, isWanted: boolean) => void;
}

/** Every row of the file with what would become of it, and what is wrong where something is. */
export function ImportPreview({ judged, anyway, onAnyway }: Props) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<View | null>(null);
  const [length, setLength] = useState(PAGE);
  const counts = { all: judged.length, fit: 0, refused: 0, duplicate: 0 };
  for (const { state } of judged) counts[viewOf(state)] += 1;
  // Whoever looks first wants to see what is wrong.
  const view = chosen ?? (counts.refused > 0 ? "refused" : "all");
  const shown = view === "all" ? judged : judged.filter(({ state }) => viewOf(state) === view);
  return (
    <>
      <div className={own.views}>
        <SegmentedControl
          aria-label={t("importing.show")}
          value={view}
          onChange={(value) => {
            setChosen(value as View);
            setLength(PAGE);
          }}
          data={VIEWS.map((value) => ({ value, label: t(`importing.show_${value}`, { n: counts[value] }) }))}
        />
      </div>
      {shown.length === 0 ? <p className={styles.quiet}>{t("importing.none_here")}</p> : null}
      <ul className={styles.rows}>
        {shown.slice(0, length).map((each) => (
          <Row key={each.row.line} judged={each} isWanted={anyway.has(each.row.line)} onAnyway={onAnyway} />
        ))}
      </ul>
      {shown.length > length ? (
        <Button variant="default" mt="sm" onClick={() => setLength(length + 4 * PAGE)}>
          {t("common.show_more")}
        </Button>
      ) : null}
    </>
  );
}

interface RowProps {
  judged: Judged;
  isWanted: boolean;
  onAnyway: Props["onAnyway"];
}

function Row({ judged: { row, outcome, state, firstLine }, isWanted, onAnyway }: RowProps) {
  const { t } = useWords();
  const problemsOf = useProblemsOf();
  const { line, anyway: _, name, ...rest } = row;
  const isDouble = state === "duplicate" || state === "double";
  const word = state === "double" ? t("importing.state_double", { n: firstLine ?? 0 }) : t(`importing.state_${state}`);
  return (
    <li className={styles.row} data-import-row={state}>
      <span className={own.line}>{t("importing.line", { n: line })}</span>
      <div className={styles.text}>
        <p className={styles.title}>{name || "—"}</p>
        <p className={styles.quiet}>{Object.values(rest).join(" · ")}</p>
        {problemsOf(outcome).map((text) => (
          <p key={text} className={own.problem}>
            {text}
          </p>
        ))}
      </div>
      <Tag tone={TONES[state]}>{word}</Tag>
      {outcome.same ? (
        <Link to={`/accounts/${outcome.same.id}`} target="_blank">
          {outcome.same.name}
        </Link>
      ) : null}
      {isDouble ? (
        <Checkbox
          label={t("importing.anyway")}
          aria-label={t("importing.anyway_of", { n: line })}
          checked={isWanted}
          onChange={(event) => onAnyway(line, event.currentTarget.checked)}
        />
      ) : null}
    </li>
  );
}

function viewOf(state: State): "fit" | "refused" | "duplicate" {
  if (state === "double") return "duplicate";
  return state === "added" ? "fit" : state;
}
