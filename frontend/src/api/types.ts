/** Short names of the generated types; nothing is written by hand that the server's OpenAPI file already says. */
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Position = Schemas["Position"];
export type Positions = Record<string, Position>;
export interface Reply<Data> {
  data: Data;
  can: string[];
  positions: Positions;
}
export interface List<Item> {
  data: Item[];
  next?: string | null;
}

export type Person = Schemas["PersonOut"];
export type BrowserSession = Schemas["SessionOut"];
export type Token = Schemas["TokenOut"];
export type Feed = Schemas["FeedOut"];
export type MadeFeed = Schemas["FeedMade"];
export type MadeToken = Schemas["TokenMade"];
export type TokenOfPerson = Schemas["TokenOfPerson"];
export type Team = Schemas["TeamOut"];
export type SavedView = Schemas["ViewOut"];
export type SeatHeld = Schemas["SeatHeld"];
export type NodeHeld = Schemas["NodeHeld"];
export type HandoffHeld = Schemas["HandoffHeld"];
export type Leaving = Schemas["LeavingOut"];
export type Hit = Schemas["HitOut"];
export type Session = Schemas["SignedIn"];
export type Account = Schemas["AccountOut"];
export type ImportTable = Schemas["TableOut"];
export type ImportOutcome = Schemas["OutcomeOut"];
export type ListedAccount = Schemas["AccountRow"];
export type EntryWhole = Schemas["EntryWhole"];
export type Figure = Schemas["FigureOut"];
export type WinRate = Schemas["WinRate"];
export type Contact = Schemas["ContactOut"];
export type Playbook = Schemas["PlaybookOut"];
export type Deal = Schemas["DealOut"];
export type ListedDeal = Schemas["RoomRow"];
export type BoardColumn = Schemas["BoardColumn"];
export type DealSeat = Schemas["DealSeatOut"];
export type Role = DealSeat["role"];
export type Room = Schemas["RoomOut"];
export type Stage = Schemas["RoomStage"];
export type Node = Schemas["NodeOut"];
export type RoomNode = Schemas["NodeWhole"];
export type NodeReply = Schemas["NodeWholeReply"];
export type Missing = Schemas["FieldProblem"];
export type ChecklistItem = Schemas["ItemOut"];
export type Evidence = Schemas["EvidenceOut"];
export type Override = Schemas["OverrideOut"];
export type Veto = Schemas["VetoShown"];
export type Outcome = Schemas["DecisionOut"]["outcome"];
export type Handoff = Schemas["HandoffOut"];
export type Receipt = Schemas["ReceiptOut"];
export type Absence = Schemas["AbsenceLine"];
export type ReasonCode = Schemas["ReturnBody"]["reason_code"];
export type Card = Schemas["Card"];
export type CardList = Schemas["CardPage"];
/** A promise made to a customer; the plain word is taken by the language. */
export type Promised = Schemas["PromiseOut"];
export type PromiseList = Schemas["PromiseRowPage"];
export type PromiseCounts = Schemas["PromiseCounts"];
export type Notice = Schemas["NotificationOut"];
export type NoticeList = Schemas["NotificationOutPage"];
export type Wish = Schemas["WishOut"];
export type FollowedWish = Schemas["FollowedWish"];
export type Outlet = Schemas["OutletOut"];
export type OutletWish = Schemas["OutletBody"];
export type Delivery = Schemas["DeliveryOut"];
export type DeliveryList = Schemas["DeliveryOutPage"];
export type Responsibility = Schemas["ResponsibilityOut"];
export type Duty = Responsibility["duty"];
export type Note = Schemas["NoteRow"];
export type NoteList = Schemas["NoteRowList"];
export type NoteReply = Schemas["NoteWholeReply"];
export type NoteTemplate = NonNullable<Schemas["NoteNew"]["template"]>;
export type NoteVersion = Schemas["VersionOut"];
export type TaskWish = Schemas["TaskPlace"];
export type WholeNoteVersion = Schemas["VersionWhole"];
export type SelfTest = Schemas["SelfTestOut"];
export type Check = Schemas["CheckOut"];
export type Log = Schemas["EntriesOut"];
/** An entry as the socket brings it: the hash stays in the ledger. */
export type Entry = Omit<Schemas["EntryOut"], "hash">;
export type Matrix = Schemas["MatrixPage"];
export type MatrixRow = Schemas["MatrixRow"];
export type MatrixCell = Schemas["CellOut"];
export type MatrixDeal = Schemas["MatrixDeal"];
export type MatrixNode = Schemas["MatrixNode"];
export type MatrixPerson = Schemas["MatrixPerson"];
export type DealMatrix = Schemas["DealMatrix"];
export type Difference = Schemas["DifferencePage"];
export type Change = Schemas["ChangeOut"];
export type Moments = Schemas["Moments"];
export type Load = Schemas["LoadOut"];
export type Findings = Schemas["FindingsPage"];
export type Finding = Schemas["FindingOut"];
export type Waiver = Schemas["WaiverOut"];
export type LintRule = Schemas["RuleOut"];
export type LintRuleWish = Schemas["RuleEdit"];
export type Duties = Schemas["DutyPage"];
export type Overview = Schemas["OverviewOut"];
export type News = Schemas["NewsOut"];
export type Proof = Schemas["ProofOut"];
