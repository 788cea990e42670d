/** What holds for everybody here; its readers are the admins. */
export const INSTALLATION = "installation:1";

/** Query keys: whatever a stream keeps fresh begins with the stream's name, so one reset finds all of it. */
export const keys = {
  session: ["session"] as const,
  people: ["people"] as const,
  playbooks: ["playbooks"] as const,
  teams: ["teams"] as const,
  sessions: ["sessions"] as const,
  tokens: ["tokens"] as const,
  feed: ["feed"] as const,
  allTokens: ["tokens", "all"] as const,
  leaving: (personId: number) => ["people", "leaving", personId] as const,
  views: (screen: string) => ["views", screen] as const,
  search: (q: string) => ["search", q] as const,
  board: (filter: object) => ["deals", "board", filter] as const,
  absences: (from: string, until: string) => ["absences", from, until] as const,
  workingHours: (from: number) => ["working-hours", from] as const,
  selfTest: ["self-test"] as const,
  accounts: (filter: object) => ["accounts", filter] as const,
  importCheck: (file: string, fields: (string | null)[]) => ["importCheck", file, ...fields] as const,
  deals: (filter: object) => ["deals", filter] as const,
  account: (id: number) => [accountStream(id), "account"] as const,
  contacts: (accountId: number) => [accountStream(accountId), "contacts"] as const,
  // Begins with a list that `touched` keeps fresh, like the promises of an account below.
  figure: (accountId: number, people: string) => ["deals", "figure", accountId, people] as const,
  winRate: (dealId: number, place: string) => ["win-rate", dealId, place] as const,
  accountDeals: (id: number) => [accountStream(id), "deals"] as const,
  room: (id: number) => [dealStream(id), "room"] as const,
  node: (dealId: number, id: number) => [dealStream(dealId), "node", id] as const,
  nodeHandoffs: (dealId: number, id: number) => [dealStream(dealId), "handoffs", id] as const,
  responsibilities: (dealId: number, at: string) => [dealStream(dealId), "asof", at] as const,
  notes: (dealId: number) => [dealStream(dealId), "notes"] as const,
  noteVersions: (dealId: number, id: number) => [dealStream(dealId), "noteVersions", id] as const,
  matrix: (question: object) => ["matrix", "rows", question] as const,
  dealMatrix: (dealId: number, at: string) => [dealStream(dealId), "matrix", at] as const,
  difference: (question: object) => ["matrix", "difference", question] as const,
  moments: (question: object) => ["matrix", "moments", question] as const,
  load: (question: object) => ["matrix", "load", question] as const,
  findings: (question: object) => ["matrix", "findings", question] as const,
  rules: [INSTALLATION, "rules"] as const,
  duties: (question: object) => ["matrix", "duties", question] as const,
  proof: (dealId: number | null) => [dealId === null ? "matrix" : dealStream(dealId), "proof"] as const,
  overview: ["matrix", "overview"] as const,
  news: (limit: number) => ["matrix", "overview", "news", limit] as const,
  promises: (dealId: number) => [dealStream(dealId), "promises"] as const,
  // Begins with a list that `touched` keeps fresh: an account's stream does not tell of what happens in its rooms.
  accountPromises: (id: number) => ["deals", "promises", id] as const,
  mentions: (personId: number) => [userStream(personId), "mentions"] as const,
  inbox: (personId: number) => [userStream(personId), "inbox"] as const,
  notifications: (personId: number, box: string) => [userStream(personId), "notifications", box] as const,
  wish: (personId: number) => [userStream(personId), "wish"] as const,
  outlets: ["outlets"] as const,
  deliveries: (status: string, limit: number) => ["deliveries", status, limit] as const,
  sent: (personId: number) => [userStream(personId), "sent"] as const,
  log: (stream: string) => [stream, "log"] as const,
  // Never changes: it belongs to no stream that would be read again.
  entry: (stream: string, seq: number) => ["entry", stream, seq] as const,
  lastChange: (stream: string, version: number) => ["lastChange", stream, version] as const,
};

export function dealStream(id: number): string {
  return `deal:${id}`;
}

export function accountStream(id: number): string {
  return `account:${id}`;
}

export function userStream(id: number): string {
  return `user:${id}`;
}
