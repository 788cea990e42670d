import { Checkbox, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { usePeople } from "@/api/people";
import { useMe } from "@/api/session";
import type { ChecklistItem } from "@/api/types";
import styles from "@/features/nodes/ChecklistItemRow.module.css";
import { ItemDetails } from "@/features/nodes/ItemDetails";
import { ItemProblem } from "@/features/nodes/ItemProblem";
import { useItemDeeds } from "@/features/nodes/useItemDeeds";
import { useLine } from "@/realtime/useLine";
import { useWords } from "@/ui/useWords";

interface Props {
  item: ChecklistItem;
  dealId: number;
  mayTick: boolean;
  /** True for a moment after somebody else changed it. */
  isNews: boolean;
}

/** One step: a tick at once with a way back, and its evidence, note or reason below. */
export function ChecklistItemRow({ item, dealId, mayTick: mayTickAll, isNews }: Props) {
  const me = useMe();
  // A condition of a gate is ticked by its owner, too, whatever their part in the node is.
  const mayTick = mayTickAll || item.owner_id === me.id;
  const { t, name } = useWords();
  const [isOpen, setOpen] = useState(false);
  const deeds = useItemDeeds(item, dealId);
  const text = name(item.text);
  const { state } = item;
  return (
    <li className={styles.row} id={`item-${item.id}`} tabIndex={-1} data-item={item.id} data-state={state} data-news={isNews || undefined}>
      <div className={styles.line}>
        <Checkbox
          className={styles.box}
          checked={state === "done"}
          indeterminate={state === "not_applicable"}
          disabled={!mayTick}
          label={text}
          onChange={() => deeds.tick(state === "done" ? "open" : "done")}
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
      <ItemFacts item={item} isWaiting={deeds.isRunning} />
      {isOpen ? <ItemDetails item={item} mayEdit={mayTick} onChange={deeds.change} /> : null}
      <ItemProblem item={item} deeds={deeds} />
    </li>
  );
}

function ItemFacts({ item, isWaiting }: { item: ChecklistItem; isWaiting: boolean }) {
  const { t, moment, day } = useWords();
  const { nameOf, doerOf } = usePeople();
  const isOffline = useLine() === "offline";
  const facts = [
    isWaiting && isOffline ? t("nodes.item_waits") : "",
    item.required && item.state === "open" ? t("nodes.item_required") : "",
    item.state === "not_applicable" ? t("nodes.not_applicable_because", { reason: item.reason }) : "",
    item.condition_of ? t("nodes.item_condition") : "",
    item.owner_id ? t("nodes.item_owner", { person: nameOf(item.owner_id) }) : "",
    item.due_on && item.state === "open" ? t("nodes.item_due", { day: day(item.due_on) }) : "",
    item.evidence.length ? t("nodes.evidence_count", { n: item.evidence.length }) : "",
    item.note,
    item.changed_by && item.changed_at
      ? t("nodes.item_changed_by", { person: doerOf(item.changed_by, item.changed_for), at: moment(item.changed_at) })
      : "",
  ];
  return <p className={styles.facts}>{facts.filter(Boolean).join(" · ")}</p>;
}
