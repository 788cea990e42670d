/** What a view of the matrix asks for; all of it stands in the address, so that a copied link shows the same. */
export const FILTERS = ["team", "account", "playbook", "stage", "state", "person", "role", "duty"] as const;
export const NAMES = [...FILTERS, "view", "group", "columns", "at", "vs", "rule", "by"] as const;

export type FilterName = (typeof FILTERS)[number];
export type Filters = Record<FilterName, string>;
export type Question = Record<(typeof NAMES)[number], string>;

/** Narrows a question by nothing. */
export const EVERYTHING = Object.fromEntries(FILTERS.map((name) => [name, ""]));

/** The part of a question that narrows it, without what is empty. */
export function filtersOf(question: Question): Partial<Filters> {
  return Object.fromEntries(FILTERS.map((name) => [name, question[name]] as const).filter(([, value]) => value !== ""));
}

export function search(wanted: Record<string, string | number | null | undefined>): string {
  const given = Object.entries(wanted).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}
