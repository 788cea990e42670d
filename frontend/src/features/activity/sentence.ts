import type { ChecklistItem, Deal, Entry, Handoff, Node, Note, NoteVersion, Override, Promised, Waiver } from "@/api/types";
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
  waiver?: Waiver;
  absence?: { deputy_id: number | null; until_at: string; status: string };
}

/** Words what an entry says that somebody did, without their name. */
export function sentence(entry: Entry, wording: Wording, nameOf: NameOf): string {
  const said = entry.data as Said;
  const key = keyOf(entry.type, said);
  return wording.find(`activity.${key}`, parameters(said, wording, nameOf)) ?? entry.type;
}

function keyOf(type: string, { item, absence }: Said): string {
  if (type === "deal.covered" && absence) {
    if (absence.status !== "running") return "deal_back";
    return absence.deputy_id === null ? "deal_away_alone" : "deal_away";
  }
  if (type === "checklist_item.changed" && item) return `item_${item.state}`;
  return type.replace(".", "_");
}

function parameters(
  { deal, node, item, handoff, note, note_version, promise, reason, override, returns, waiver, absence, to = [] }: Said,
  wording: Wording,
  nameOf: NameOf,
) {
  const receipts = handoff?.receipts ?? [];
  const returned = receipts.find(({ status }) => status === "returned");
  const why = reason ?? waiver?.reason ?? override?.risk ?? promise?.reason ?? item?.reason ?? returned?.reason ?? node?.reason ?? deal?.lost_reason ?? "";
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
    outcome: outcome ? wording.t(`common.outcome_${outcome}`) : "",
    note: note ? note.title || wording.t("notes.main") : "",
    label: note_version?.label ?? "",
    reason: why,
    n: returns ?? 0,
    deputy: absence ? nameOf(absence.deputy_id) : "",
    until: absence ? wording.moment(absence.until_at) : "",
  };
}
