import type { Account, ChecklistItem, Deal, Entry, EntryWhole, Handoff, Node, Note, Override, Promised, Waiver } from "@/api/types";
import type { Wording } from "@/ui/useWords";

/** One thing that a deed changed, in words; nothing stood there when `before` is empty. */
export interface Difference {
  /** Tells it from the others of its entry: two things may have fields of one name. */
  key: string;
  label: string;
  before: string;
  after: string;
}

/** What entries tell of, by the noun they call it. */
interface Things {
  deal: Deal;
  account: Account;
  node: Node;
  item: ChecklistItem;
  handoff: Handoff;
  promise: Promised;
  note: Note;
  waiver: Waiver;
  override: Override;
}

type Noun = keyof Things;
type Fields<Thing> = { [Name in keyof Thing]?: [label: string, say: (value: NonNullable<Thing[Name]>, thing: Thing) => string] };
type NameOf = (id: number) => string;
type Told = Pick<EntryWhole, "type" | "data" | "before">;

/** The entries in which a thing begins; nodes begin with their deal, which tells nothing of each. */
const BEGINS: Record<Noun, string | null> = {
  deal: "deal.opened",
  account: "account.created",
  node: null,
  item: "checklist_item.added",
  handoff: "handoff.offered",
  promise: "promise.made",
  note: "note.created",
  waiver: "finding.waived",
  override: "veto.overridden",
};

/**
 * Words the fields that an entry changed, and of a thing that begins with it those that say something. What no earlier
 * entry told of was there all the same: what a deed changed of it nobody knows, and nothing is said.
 */
export function differences(entry: Told, wording: Wording, nameOf: NameOf): Difference[] {
  const fields = wordings(wording, nameOf);
  const told = (Object.keys(fields) as Noun[]).flatMap((noun) => differencesOf(noun, fields, entry));
  return [...told, ...seatDifferences(entry, wording, nameOf)];
}

function differencesOf<N extends Noun>(noun: N, fields: { [Each in Noun]: Fields<Things[Each]> }, { type, data, before }: Told): Difference[] {
  const own: Fields<Things[N]> = fields[noun];
  const after = data[noun] as Things[N] | undefined;
  const earlier = before[noun] as Things[N] | undefined;
  if (!after || (!earlier && type !== BEGINS[noun])) return [];
  return (Object.keys(own) as (keyof Things[N] & string)[]).flatMap((name) => {
    const [was, is] = [earlier ? said(own, earlier, name) : "", said(own, after, name)];
    return was === is ? [] : [{ key: `${noun}.${name}`, label: own[name]?.[0] ?? name, before: was, after: is }];
  });
}

function said<Thing>(fields: Fields<Thing>, thing: Thing, name: keyof Thing): string {
  const value = thing[name];
  const say = fields[name]?.[1];
  return !say || value === null || value === undefined || value === "" ? "" : say(value, thing);
}

interface Sat {
  role: string;
  person_id: number | null;
}

function seatsOf(data: Entry["data"]): Sat[] | undefined {
  return ((data["account"] as { seats?: Sat[] } | undefined)?.seats ?? data["seats"]) as Sat[] | undefined;
}

/** Seats stand in an account, and beside a deal. */
function seatDifferences({ type, data, before }: Told, { find, t }: Wording, nameOf: NameOf): Difference[] {
  const [earlier, is] = [seatsOf(before), seatsOf(data) ?? []];
  if (!earlier && type !== BEGINS.account && type !== BEGINS.deal) return [];
  const was = earlier ?? [];
  const roles = [...new Set([...was, ...is].map(({ role }) => role))];
  const sits = (seats: Sat[], role: string) => {
    const person = seats.find((seat) => seat.role === role)?.person_id ?? null;
    return person === null ? "" : nameOf(person);
  };
  return roles
    .map((role) => ({
      key: `seat of ${role}`,
      label: t("roles.with_code", { name: find(`roles.${role}`) ?? role, code: role }),
      before: sits(was, role),
      after: sits(is, role),
    }))
    .filter((each) => each.before !== each.after);
}

const text = (value: string) => value;

/** What is worth telling of each thing, in the order of telling; numbers of versions and the like are not. */
function wordings({ t, find, amount, day, moment, list }: Wording, nameOf: NameOf): { [Each in Noun]: Fields<Things[Each]> } {
  const of = (prefix: string) => (value: string) => find(`${prefix}${value}`) ?? value;
  const reason = t("activity.field_reason");
  const state = t("activity.field_state");
  const answer = of("handoffs.status_");
  return {
    deal: {
      title: [t("deals.deal_title"), text],
      amount: [t("deals.amount"), (value, { currency }) => amount(value, currency)],
      closes_on: [t("deals.closes_on"), day],
      status: [t("deals.status"), of("deals.status_")],
      lost_reason: [t("deals.lost_reason"), text],
    },
    account: {
      name: [t("accounts.name"), text],
      type: [t("accounts.type"), of("accounts.type_")],
      channel: [t("accounts.channel"), of("accounts.channel_")],
      industry: [t("accounts.industry"), text],
      region: [t("accounts.region"), text],
    },
    node: {
      status: [state, of("nodes.status_")],
      decision: [t("activity.field_decision"), ({ outcome }) => of("common.outcome_")(outcome)],
      planned_start_on: [t("activity.field_planned_start"), day],
      planned_finish_on: [t("activity.field_planned_finish"), day],
      reason: [reason, text],
    },
    item: {
      state: [state, of("nodes.item_state_")],
      note: [t("activity.field_note"), text],
      evidence: [t("activity.field_evidence"), (value) => value.map(({ text: words, url }) => words || url).join("\n")],
      reason: [reason, text],
      owner_id: [t("activity.field_owner"), nameOf],
      due_on: [t("activity.field_due"), day],
    },
    handoff: {
      // Its node has a state as well, in the same entry.
      status: [t("activity.field_handoff"), answer],
      receipts: [t("activity.field_answers"), (value) => list(value.map(({ receiver_id, status }) => `${nameOf(receiver_id)} ${answer(status)}`))],
      due_at: [t("handoffs.due_at"), moment],
    },
    promise: {
      text: [t("activity.field_promise"), text],
      status: [state, of("promises.status_")],
      due_on: [t("promises.due_on"), day],
      role: [t("activity.field_keeper"), of("roles.")],
      reason: [reason, text],
    },
    note: { title: [t("activity.field_title"), text] },
    waiver: { reason: [reason, text], until_at: [t("activity.field_until"), moment] },
    override: { risk: [t("activity.field_risk"), text] },
  };
}
