import type { Change, Difference, Duty, Matrix, MatrixDeal, MatrixNode, MatrixRow, Role } from "@/api/types";

/** One letter in a cell; in a comparison it says whether it came or went. */
export interface Letter {
  duty: Duty;
  role: Role;
  person: number;
  since: string;
  change?: "came" | "went";
}

export interface NodeLine {
  kind: "node";
  key: string;
  nodeId: number;
  dealId: number;
  status: MatrixRow["status"];
  template: MatrixNode | undefined;
  deal: MatrixDeal | undefined;
  letters: Letter[];
}

export interface GroupLine {
  kind: "group";
  key: string;
  deal: MatrixDeal | undefined;
  stage: string;
}

export type Line = NodeLine | GroupLine;

export interface Column {
  /** A person's id, or a role. */
  id: string;
  name: string;
  isGone: boolean;
}

export interface Model {
  lines: Line[];
  columns: Column[];
}

type Page = Matrix | Difference;
export type Grouping = "deal" | "account" | "stage" | "none";
export type Across = "people" | "roles";

const DUTIES: Duty[] = ["A", "R", "C", "I"];
const ROLES: Role[] = ["AR", "SR", "FR", "SP", "BF", "CM", "PT", "SV"];

/** Joins pages to lines and columns; a later page appends and never moves what is on screen. */
export function modelOf(pages: Page[], grouping: Grouping, across: Across, nameOfRole: (role: Role) => string): Model {
  const lines: Line[] = [];
  let last = "";
  for (const page of pages) {
    const deals = new Map(page.deals.map((deal) => [deal.id, deal]));
    const templates = new Map(page.templates.map((template) => [template.id, template]));
    for (const row of page.data) {
      const deal = deals.get(row.deal_id);
      const template = templates.get(row.template_id);
      const group = grouping === "none" ? "" : `${grouping === "stage" ? (template?.stage ?? "") : ""}/${row.deal_id}`;
      if (group !== last) {
        lines.push({ kind: "group", key: `group ${group}`, deal, stage: grouping === "stage" ? (template?.stage ?? "") : "" });
        last = group;
      }
      lines.push({
        kind: "node",
        key: `node ${row.node_id}`,
        nodeId: row.node_id,
        dealId: row.deal_id,
        status: row.status,
        template,
        deal,
        letters: "cells" in row ? row.cells.map(standing) : row.changes.flatMap(moved),
      });
    }
  }
  return { lines, columns: across === "roles" ? roleColumns(lines, nameOfRole) : peopleColumns(pages, lines) };
}

function standing(cell: MatrixRow["cells"][number]): Letter {
  return { duty: cell.duty, role: cell.role, person: cell.person_id, since: cell.from_at };
}

function moved(change: Change): Letter[] {
  const { duty, role, at: since } = change;
  const letters: Letter[] = [];
  if (change.before !== null) letters.push({ duty, role, person: change.before, since, change: "went" });
  if (change.after !== null) letters.push({ duty, role, person: change.after, since, change: "came" });
  return letters;
}

function peopleColumns(pages: Page[], lines: Line[]): Column[] {
  const people = new Map(pages.flatMap((page) => page.people.map((person) => [person.id, person] as const)));
  const firstPage = new Set(pages[0]?.people.map(({ id }) => id));
  const weight = new Map<number, number>();
  const order: number[] = [];
  for (const line of lines) {
    if (line.kind === "group") continue;
    for (const { person, duty } of line.letters) {
      if (!weight.has(person)) order.push(person);
      weight.set(person, (weight.get(person) ?? 0) + (duty === "A" ? 3 : 1));
    }
  }
  // The busiest of the first page stand first; whoever a later page brings follows in the order of appearance.
  const heavy = order.filter((id) => firstPage.has(id)).toSorted((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0));
  return [...heavy, ...order.filter((id) => !firstPage.has(id))].map((id) => ({
    id: String(id),
    name: people.get(id)?.name ?? "",
    isGone: people.get(id)?.is_active === false,
  }));
}

function roleColumns(lines: Line[], nameOfRole: (role: Role) => string): Column[] {
  const used = new Set(lines.flatMap((line) => (line.kind === "node" ? line.letters.map(({ role }) => role) : [])));
  return ROLES.filter((role) => used.has(role)).map((role) => ({ id: role, name: nameOfRole(role), isGone: false }));
}

/** What stands in a line's cells, by column; the weightier duty first. */
export function cellsOf(line: NodeLine, across: Across): Map<string, Letter[]> {
  const cells = new Map<string, Letter[]>();
  for (const letter of line.letters) {
    const column = across === "roles" ? letter.role : String(letter.person);
    cells.set(column, [...(cells.get(column) ?? []), letter]);
  }
  for (const letters of cells.values()) letters.sort((a, b) => DUTIES.indexOf(a.duty) - DUTIES.indexOf(b.duty));
  return cells;
}
