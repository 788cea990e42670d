import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { ApiError } from "@/api/problem";
import type { Entry, Position, Positions } from "@/api/types";

/** What the entry of a deed is going to say, as far as the person who does it can tell. */
export type Foreseen = Pick<Entry, "stream" | "type" | "data">;

/** A pure function (cached value, entry) -> cached value; values are never changed in place. */
export type Reducer<Value> = (value: Value, entry: Entry) => Value;

type AnyReducer = (value: never, entry: Entry) => unknown;

/** Per kind of cached value (the second word of its key) the reducers of one entry type. */
type Reducers = Readonly<Record<string, AnyReducer>>;
export type EntryTypes = Readonly<Record<string, Reducers>>;

/** Stands for a change that the entry does not spell out: the value is fetched again. */
export function REFETCH<Value>(value: Value): Value {
  return value;
}

/** Stands for every entry type, in the table of a feature that follows them all. */
export const EVERY = "*";

export interface CachedReply {
  data: unknown;
  positions: Positions;
}

/** Joins tables of several features: where two follow the same type in the same kind, each reduces its own part. */
export function joinEntryTypes(tables: EntryTypes[]): EntryTypes {
  const joined: Record<string, Record<string, AnyReducer>> = {};
  for (const table of tables)
    for (const [type, reducers] of Object.entries(table))
      for (const [kind, reducer] of Object.entries(reducers)) {
        const kinds = (joined[type] ??= {});
        kinds[kind] = kinds[kind] ? both(kinds[kind], reducer) : reducer;
      }
  return joined;
}

function both(first: AnyReducer, second: AnyReducer): AnyReducer {
  return (value, entry) => second(first(value, entry) as never, entry);
}

/** Brings one value of a kind up to date; a type that does not concern the kind leaves it as it is. */
export function reduce<Value>(types: EntryTypes, kind: string, value: Value, entry: Entry): Value {
  const reducer = types[entry.type]?.[kind] ?? types[EVERY]?.[kind];
  return reducer ? (reducer as Reducer<Value>)(value, entry) : value;
}

/** The kinds of cached values that reducers keep; all others are fetched again. */
export function kindsOf(types: EntryTypes): ReadonlySet<string> {
  return new Set(Object.values(types).flatMap((reducers) => Object.keys(reducers)));
}

/** Returns the same reply as if it had been read after the entry; older entries change nothing. */
export function advance<Reply extends CachedReply>(types: EntryTypes, kind: string, reply: Reply, entry: Entry): Reply {
  const position = reply.positions[entry.stream];
  if (!position || position.seq >= entry.seq) return reply;
  const positions = { ...reply.positions, [entry.stream]: { ...position, seq: entry.seq } };
  return { ...reply, data: reduce(types, kind, reply.data, entry), positions };
}

/** Returns the reply as it will be once these changes are entries; its positions stay what the server said. */
export function foresee<Reply extends CachedReply>(
  types: EntryTypes,
  kind: string,
  reply: Reply,
  changes: readonly Foreseen[],
): Reply {
  if (changes.length === 0) return reply;
  // A reducer reads the type and the data only: the rest of an entry is what only the server can say.
  return { ...reply, data: changes.reduce((value, change) => reduce(types, kind, value, change as Entry), reply.data) };
}

/** Applies an entry to every cached value of its stream; what has no reducer or a hole before it is fetched again. */
export function applyEntry(client: QueryClient, types: EntryTypes, entry: Entry): void {
  const kinds = kindsOf(types);
  for (const { queryKey, state } of client.getQueryCache().findAll({ queryKey: [entry.stream] })) {
    const kind = kindOf(queryKey);
    const reply: unknown = state.data;
    const isUnsaid = types[entry.type]?.[kind] === REFETCH;
    if (isUnsaid || !kinds.has(kind) || !isReply(reply) || hasHole(reply, entry)) {
      void client.invalidateQueries({ queryKey, exact: true });
    } else {
      client.setQueryData(queryKey, advance(types, kind, reply, entry));
    }
  }
}

/** Replays what was heard while a reply was on its way, so that a late answer never undoes an entry. */
export function catchUp(
  client: QueryClient,
  types: EntryTypes,
  queryKey: QueryKey,
  since: (stream: string, position: Position) => Entry[] | null,
): void {
  const reply: unknown = client.getQueryData(queryKey);
  const stream = String(queryKey[0]);
  if (!isReply(reply) || !reply.positions[stream] || !kindsOf(types).has(kindOf(queryKey))) return;
  const missed = since(stream, reply.positions[stream]);
  if (missed === null) void client.invalidateQueries({ queryKey, exact: true });
  if (!missed?.length) return;
  client.setQueryData(
    queryKey,
    missed.reduce((value, entry) => advance(types, kindOf(queryKey), value, entry), reply),
  );
}

function hasHole(reply: CachedReply, entry: Entry): boolean {
  const position = reply.positions[entry.stream];
  return position !== undefined && position.seq + 1 < entry.seq;
}

/** Where the cached values of a stream stand: the oldest of them, so that none misses an entry. */
export function positionOf(client: QueryClient, types: EntryTypes, stream: string): Position | null {
  const kinds = kindsOf(types);
  const found: Position[] = [];
  for (const query of client.getQueryCache().findAll({ queryKey: [stream], type: "active" })) {
    const reply: unknown = query.state.data;
    const position = kinds.has(kindOf(query.queryKey)) && isReply(reply) ? reply.positions[stream] : undefined;
    if (position && query.state.status === "success") found.push(position);
  }
  return found.toSorted((a, b) => a.seq - b.seq)[0] ?? null;
}

/** Fetches everything of a stream that is on screen again; rejects when some of it did not come, returns where it stands now. */
export async function resetStream(client: QueryClient, types: EntryTypes, stream: string): Promise<Position | null> {
  await client.invalidateQueries({ queryKey: [stream] });
  const failed = client
    .getQueryCache()
    .findAll({ queryKey: [stream], type: "active" })
    .find(({ state }) => state.error instanceof ApiError && !state.error.isGone);
  if (failed) throw failed.state.error;
  return positionOf(client, types, stream);
}

export function kindOf(key: QueryKey): string {
  return String(key[1] ?? "");
}

export function isReply(value: unknown): value is CachedReply {
  return typeof value === "object" && value !== null && "positions" in value && "data" in value;
}
