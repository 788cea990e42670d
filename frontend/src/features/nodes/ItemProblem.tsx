import { useEffect, useReducer } from "react";
import { usePeople } from "@/api/people";
import { useProblem } from "@/api/useProblem";
import type { ChecklistItem } from "@/api/types";
import type { ItemChange, ItemWish } from "@/features/nodes/api";
import { over } from "@/features/nodes/over";
import type { useItemDeeds } from "@/features/nodes/useItemDeeds";
import { ConflictChoice } from "@/ui/ConflictChoice";
import { Problem } from "@/ui/Problem";
import { type Wording, useWords } from "@/ui/useWords";

type ItemField = keyof ItemChange;

const FIELDS: readonly ItemField[] = ["state", "reason", "note", "evidence"];

interface Props {
  item: ChecklistItem;
  deeds: ReturnType<typeof useItemDeeds>;
}

/** Why a change of mine was refused; when somebody was faster: who, when, what I wanted, and the choice between the two. */
export function ItemProblem({ item, deeds }: Props) {
  const wording = useWords();
  const problem = useProblem();
  const { doerOf } = usePeople();
  const { error, failed } = deeds;
  const wish = useStandingWish(failed);
  if (!error || !failed || !wish) return null;
  if (error.status !== 412) return <Problem text={problem(error)} />;
  const mine = over(item, wish);
  const fields = FIELDS.filter((field) => mine[field] !== undefined);
  const keep = (kept: string[]) => {
    const change = Object.fromEntries(fields.filter((field) => kept.includes(field)).map((field) => [field, mine[field]]));
    deeds.again({ ...wish, change });
  };
  const at = item.changed_at ? wording.moment(item.changed_at) : "";
  return (
    <ConflictChoice
      text={wording.t("nodes.conflict", { person: doerOf(item.changed_by, item.changed_for), at, mine: wordChange(failed.change, wording) })}
      fields={fields.map((field) => ({
        name: field,
        label: wording.t(`nodes.compare_${field}`),
        mine: wordField(field, mine, wording),
        theirs: wordField(field, item, wording),
      }))}
      onKeep={keep}
      onTake={() => {
        failed.typed?.drop();
        deeds.forget();
      }}
    />
  );
}

/** What was refused, with the words that stand in its form now: whoever puts both together by hand means those. */
function useStandingWish(failed: ItemWish | null): ItemWish | null {
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    // What was given back to the form in this moment stands there already.
    redraw();
    return failed?.typed?.watch(redraw);
  }, [failed]);
  return failed && { ...failed, ...failed.typed?.now(failed.change) };
}

function wordChange({ state, note, evidence }: ItemChange, { t }: Wording): string {
  if (state) return t(`nodes.item_state_${state}`);
  if (note !== undefined) return t("nodes.note");
  return evidence ? t("nodes.evidence") : "";
}

function wordField(field: ItemField, { state, note, reason, evidence }: ItemChange, { t, list }: Wording): string {
  const said = {
    state: state ? t(`nodes.item_state_${state}`) : "",
    note,
    reason,
    evidence: list((evidence ?? []).map(({ text, url }) => text || url)),
  };
  return said[field] ?? "";
}
