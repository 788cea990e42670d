import { Checkbox, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { usePeople } from "@/api/people";
import type { ApiError } from "@/api/problem";
import type { ChecklistItem } from "@/api/types";
import { useProblem } from "@/api/useProblem";
import { type ItemChange, useChangeItem } from "@/features/nodes/api";
import styles from "@/features/nodes/ChecklistItemRow.module.css";
import { ItemDetails } from "@/features/nodes/ItemDetails";
import { say } from "@/ui/notice";
import { Problem } from "@/ui/Problem";
import { useWords } from "@/ui/useWords";

interface Props {
  item: ChecklistItem;
  dealId: number;
  mayTick: boolean;
}

/** One step: a tick at once with a way back, and its evidence, note or reason below. */
export function ChecklistItemRow({ item, dealId, mayTick }: Props) {
  const { t, name, moment } = useWords();
  const problem = useProblem();
  const { nameOf } = usePeople();
  const [isOpen, setOpen] = useState(false);
  const undoing = useChangeItem(dealId, () => undefined);
  const text = name(item.text);
  const changing = useChangeItem(dealId, (changed, { change }) => {
    if (change.state !== "done" && change.state !== "open") return;
    const said = change.state === "done" ? t("nodes.item_done", { text }) : t("nodes.item_opened", { text });
    say(said, { undo: () => undoing.run({ item: changed, change: { state: item.state, reason: item.reason } }) });
  });
  const run = (change: ItemChange) => changing.run({ item, change });
  const shown = changing.wish?.change.state ?? item.state;
  const wordError = (error: ApiError) =>
    error.status === 412 ? t("nodes.conflict", { person: nameOf(item.changed_by) }) : problem(error);
  return (
    <li className={styles.row} data-item={item.id} data-state={shown}>
      <div className={styles.line}>
        <Checkbox
          className={styles.box}
          checked={shown === "done"}
          indeterminate={shown === "not_applicable"}
          disabled={!mayTick}
          label={text}
          onChange={() => run({ state: shown === "done" ? "open" : "done" })}
        />
        <UnstyledButton
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-label={t("nodes.item_details", { text })}
          onClick={() => setOpen(!isOpen)}
        >
          <IconChevronDown size={18} aria-hidden="true" />
        </UnstyledButton>
      </div>
      <p className={styles.facts}>
        {[
          item.required && shown === "open" ? t("nodes.item_required") : "",
          shown === "not_applicable" ? t("nodes.not_applicable_because", { reason: item.reason }) : "",
          item.evidence.length ? t("nodes.evidence_count", { n: item.evidence.length }) : "",
          item.note,
          item.changed_by && item.changed_at
            ? t("nodes.item_changed_by", { person: nameOf(item.changed_by), at: moment(item.changed_at) })
            : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {isOpen ? <ItemDetails item={item} mayEdit={mayTick} isBusy={changing.isRunning} onChange={run} /> : null}
      <Problem text={changing.error ? wordError(changing.error) : null} />
    </li>
  );
}
