import { Button, Group } from "@mantine/core";
import { usePeople } from "@/api/people";
import { useProblem } from "@/api/useProblem";
import type { ChecklistItem } from "@/api/types";
import type { ItemChange } from "@/features/nodes/api";
import type { useItemDeeds } from "@/features/nodes/useItemDeeds";
import { Problem } from "@/ui/Problem";
import { type Wording, useWords } from "@/ui/useWords";

interface Props {
  item: ChecklistItem;
  deeds: ReturnType<typeof useItemDeeds>;
}

/** Why a change of mine was refused; when somebody was faster: who, when, what I wanted, and the choice between the two. */
export function ItemProblem({ item, deeds }: Props) {
  const wording = useWords();
  const problem = useProblem();
  const { nameOf } = usePeople();
  const { error, failed } = deeds;
  if (!error || !failed) return null;
  if (error.status !== 412) return <Problem text={problem(error)} />;
  const mine = wordChange(failed.change, wording);
  const at = item.changed_at ? wording.moment(item.changed_at) : "";
  return (
    <div data-conflict>
      <Problem text={wording.t("nodes.conflict", { person: nameOf(item.changed_by), at, mine })} />
      <Group gap="xs" mt={6}>
        {/* A list of evidence is not replaced blindly: what I typed is back in its fields. */}
        {failed.change.evidence ? null : (
          <Button size="compact-sm" variant="light" onClick={() => deeds.again(failed)}>
            {wording.t("nodes.keep_mine")}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" onClick={deeds.forget}>
          {wording.t("nodes.take_theirs")}
        </Button>
      </Group>
    </div>
  );
}

function wordChange({ state, note, evidence }: ItemChange, { t }: Wording): string {
  if (state) return t(`nodes.item_state_${state}`);
  if (note !== undefined) return t("nodes.note");
  return evidence ? t("nodes.evidence") : "";
}
