import type { ChecklistItem, Deal, Entry, Handoff, Node, Note, NoteVersion, Override, Promised } from "@/api/types";
import type { Wording } from "@/ui/useWords";

type NameOf = (id: number | null | undefined) => string;

/** What entries may carry; each type carries some of it. */
interface Said {
  deal?: Deal;
  node?: Node;
  item?: ChecklistItem;
  handoff?: Handoff;
  note?: Note;
  note_version?: NoteVersion;
  promise?: Promised;
  reason?: string;
  to?: number[];
  override?: Override;
  returns?: number;
}

/** Words what an entry says that somebody did, without their name. */
export function sentence(entry: Entry, wording: Wording, nameOf: NameOf): string {
  const said = entry.data as Said;
  const key = keyOf(entry.type, said);
  return wording.find(`activity.${key}`, parameters(said, wording, nameOf)) ?? entry.type;
}

function keyOf(type: string, { item }: Said): string {
  if (type === "checklist_item.changed" && item) return `item_${item.state}`;
  return type.replace(".", "_");
}

function parameters(
  { deal, node, item, handoff, note, note_version, promise, reason, override, returns, to = [] }: Said,
  wording: Wording,
  nameOf: NameOf,
) {
  const receipts = handoff?.receipts ?? [];
  const returned = receipts.find(({ status }) => status === "returned");
  const why = reason ?? override?.risk ?? promise?.reason ?? item?.reason ?? returned?.reason ?? node?.reason ?? deal?.lost_reason ?? "";
  // Entries that were written before anybody could stand in say nothing of it.
  const standIns = receipts.flatMap(({ stand_ins = [] }) => stand_ins.map(({ person_id }) => person_id));
  const outcome = node?.decision?.outcome;
  return {
    node: node ? wording.name(node.name) : "",
    item: item ? wording.name(item.text) : "",
    promise: promise?.text ?? "",
    to: wording.list(to.map(nameOf)),
    stand_ins: standIns.length ? wording.list(standIns.map(nameOf)) : wording.t("activity.nobody"),
    people: wording.list(receipts.map(({ receiver_id }) => nameOf(receiver_id))),
    outcome: outcome ? wording.t(`gates.outcome_${outcome}`) : "",
    note: note ? note.title || wording.t("notes.main") : "",
    label: note_version?.label ?? "",
    reason: why,
    n: returns ?? 0,
  };
}
