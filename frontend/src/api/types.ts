/** Hand-written until the server's OpenAPI file exists; then aliases of the generated types. */
import type { Bilingual } from "@/lib/words";

export type Role = "AR" | "SR" | "FR" | "SP" | "BF" | "CM" | "PT" | "SV";
export type Duty = "R" | "A" | "C" | "I";

export interface Position {
  epoch: string | number;
  seq: number;
}
export type Positions = Record<string, Position>;
export interface Reply<Data> {
  data: Data;
  can: string[];
  positions: Positions;
}
export interface List<Item> {
  data: Item[];
  next: string | null;
}
export interface Person {
  id: number;
  name: string;
  email: string;
  role: "member" | "leader" | "admin";
  team_id: number | null;
  language: "zh" | "en";
  time_zone: string;
  is_guest: boolean;
  is_active: boolean;
  version: number;
}
export interface Session {
  data: Person | null;
  csrf: string | null;
  first_run: boolean;
}
export interface Seat {
  id: number;
  role: Role;
  person_id: number;
  from_at: string;
  until_at: string | null;
  reason: string;
}
export interface Contact {
  id: number;
  account_id: number;
  name: string;
  title: string;
  phone: string;
  email: string;
  influence: "decider" | "influencer" | "user" | "unknown";
  version: number;
}
export interface Account {
  id: number;
  name: string;
  type: "key_account" | "sme";
  channel: "direct" | "partner";
  industry: string;
  region: string;
  team_id: number | null;
  seats: Seat[];
  version: number;
}
export interface AccountDetail extends Account {
  contacts: Contact[];
}
export interface Playbook {
  id: number;
  code: "KD" | "KC" | "SD" | "SC";
  version: number;
  name: Bilingual;
  node_count: number;
}
export interface Deal {
  id: number;
  account_id: number;
  title: string;
  playbook: { code: string; version: number; name: Bilingual };
  amount: number;
  currency: string;
  opens_on: string;
  closes_on: string | null;
  status: "open" | "won" | "lost";
  lost_reason: string | null;
  opened_at: string;
  closed_at: string | null;
  version: number;
}
export interface ListedDeal extends Deal {
  account: { id: number; name: string };
}
export interface DealSeat {
  role: Role;
  person_id: number | null;
  inherited: boolean;
  from_at: string | null;
  reason: string;
}
export interface Evidence {
  kind: "text" | "link";
  text: string;
  url: string;
}
export interface ChecklistItem {
  id: number;
  node_id: number;
  position: number;
  text: Bilingual;
  required: boolean;
  state: "open" | "done" | "not_applicable";
  note: string;
  evidence: Evidence[];
  reason: string;
  changed_by: number | null;
  changed_at: string | null;
  version: number;
}
export type Outcome = "go" | "no_go" | "hold" | "go_with_conditions";
export interface Decision {
  outcome: Outcome;
  reason: string;
  conditions: string[];
  decided_by: number;
  decided_at: string;
}
export interface Node {
  id: number;
  deal_id: number;
  code: string;
  name: Bilingual;
  stage: string;
  position: number;
  status: "waiting" | "active" | "offered" | "done" | "skipped";
  planned_start_on: string;
  planned_finish_on: string;
  started_at: string | null;
  finished_at: string | null;
  reason: string | null;
  gate: { code: string; on_change: boolean } | null;
  briefing: { code: string; from: Role[]; to: Role[]; ack_working_hours: number } | null;
  decision: Decision | null;
  version: number;
}
export interface RoomNode extends Node {
  checklist: ChecklistItem[];
}
export interface Stage {
  code: string;
  name: Bilingual;
  entry: Bilingual;
  exit: Bilingual;
  nodes: RoomNode[];
}
export type ReasonCode =
  | "incomplete_package"
  | "unclear_need"
  | "undeliverable"
  | "wrong_receiver"
  | "no_capacity"
  | "other";
export type Answer = "offered" | "accepted" | "returned" | "withdrawn";
export interface Receipt {
  id: number;
  receiver_id: number;
  role: Role | null;
  status: Answer;
  answered_by: number | null;
  answered_at: string | null;
  reason_code: ReasonCode | null;
  reason: string;
  open_items: string[];
}
export interface Handoff {
  id: number;
  deal_id: number;
  node_id: number;
  kind: "transfer" | "briefing";
  giver_id: number;
  message: string;
  questions: string[];
  package: { checklist: { item_id: number; state: string }[] };
  status: Answer;
  offered_at: string;
  due_at: string;
  closed_at: string | null;
  receipts: Receipt[];
  version: number;
}
export interface Responsibility {
  id: number;
  node_id: number;
  person_id: number;
  duty: Duty;
  role: Role | null;
  from_at: string;
  until_at: string | null;
  cause: "opened" | "handoff" | "seat" | "reopened";
}
export interface Room extends Deal {
  account: { id: number; name: string; type: Account["type"]; channel: Account["channel"] };
  members: number[];
  seats: DealSeat[];
  stages: Stage[];
  handoffs: Handoff[];
  responsibilities: Responsibility[];
}
export interface Missing {
  code: string;
  params: Record<string, unknown>;
}
export interface NodeReply extends Reply<RoomNode> {
  missing: Missing[];
  handoff_defaults: { kind: Handoff["kind"]; receiver_ids: number[]; due_at: string };
}
export interface Card {
  handoff: Handoff;
  node: Node;
  deal: Deal;
  account: { id: number; name: string };
}
export interface CardList extends List<Card> {
  positions: Positions;
}
export interface Entry {
  stream: string;
  seq: number;
  type: string;
  version: number;
  actor: number | null;
  acting_for: number | null;
  op_id: string | null;
  data: Record<string, unknown>;
  at: string;
}
export interface Log {
  data: Entry[];
  epoch: string | number;
  head: number;
}
